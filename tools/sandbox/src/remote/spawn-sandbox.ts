import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Credentials } from '../caller.ts';
import type { SandboxCluster, SandboxOptions } from '../options.ts';
import { ask, remoteDoor, remoteMembers, type RemoteDoor, type RemoteMembers } from './control-client.ts';
import type { Announcement } from './protocol.ts';

/** Options that can be told to another process: no clock and no timer. */
export type RemoteOptions = Omit<SandboxOptions, 'now' | 'wait'>;

/** A sandbox in a process of its own, with the same door: what is a value there is a call here. */
export interface RemoteSandbox extends RemoteMembers, AsyncDisposable {
  readonly env: Record<string, string>;
  readonly caller: Credentials;
  readonly pid: number;
  addCluster(cluster: SandboxCluster): Promise<RemoteDoor>;
  cluster(arn: string): RemoteDoor;
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** Starts a sandbox in a process of its own, which ends with this one. Error when it does not come up. */
export async function spawnSandbox(options: RemoteOptions = {}): Promise<RemoteSandbox> {
  const child = spawn(process.execPath, [MAIN, '--options-from-stdin'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.write(`${JSON.stringify(options)}\n`);
  const { env, caller, control } = await announcementOf(child, child.stdout);
  const stop = () => end(child, child.stdin);
  const cluster = (arn: string) => remoteDoor(control, arn);
  return {
    ...{ env, caller, cluster, stop, pid: child.pid ?? 0 },
    ...remoteMembers(control),
    addCluster: async (added) => cluster(String(await ask(control, { member: 'addCluster', args: [added] }))),
    [Symbol.asyncDispose]: stop,
  };
}

async function announcementOf(child: ChildProcess, output: Readable): Promise<Announcement> {
  const line = once(createInterface({ input: output }), 'line').then(([text]) => String(text));
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`the sandbox's process ended before it was up, with exit code ${String(code)}`);
  });
  return JSON.parse(await Promise.race([line, gone])) as Announcement;
}

async function end(child: ChildProcess, input: Writable): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  input.end();
  await ended;
}
