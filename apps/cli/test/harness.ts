import type { Sandbox } from '@roster/sandbox';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Io, Sink } from '../src/io.ts';
import { main } from '../src/main.ts';
import { thisMachine } from '../src/processes.ts';
import { withStore, type Store } from '../src/store.ts';

/** What a command left behind. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Someone at a terminal-less shell, with a folder that is working folder, home and state at once. */
export interface User extends AsyncDisposable {
  readonly folder: string;
  run(...argv: readonly string[]): Promise<Ran>;
  /** Runs it with `-o json`, and gives what it printed. */
  json(...argv: readonly string[]): Promise<unknown>;
  write(file: string, text: string): Promise<void>;
  read(file: string): Promise<string>;
  /** The local store between two commands, as another process would leave it. */
  inStore<T>(use: (store: Store) => Promise<T>): Promise<T>;
}

interface Given {
  /** Its endpoints and keys are all the AWS settings that the user has; absent: none. */
  readonly sandbox?: Sandbox;
  /** Files of the folder by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** What they answer at their terminal; absent: they have none. */
  readonly ask?: Io['ask'];
  /** How far their clock is ahead, besides the second between two commands. */
  readonly aheadMs?: () => number;
}

/** A user in a fresh folder, which goes when they do. The commands run in this process. */
export async function user({
  sandbox,
  files = {},
  env = {},
  stdin = '',
  ask,
  aheadMs,
}: Given = {}): Promise<User> {
  const folder = await mkdtemp(path.join(tmpdir(), 'roster-user-'));
  const state = { HOME: folder, XDG_STATE_HOME: path.join(folder, 'state') };
  const all = { ...state, ...sandbox?.env, ...env };
  let commands = 0;
  // A user takes a second between two commands; no test waits for it. Run ids are in order by the second.
  const ioTo = (out: Sink, error: Sink) => {
    commands += 1;
    return ioOf({ out, error, folder, stdin, ask, env: all, aheadMs: commands * 1000 + (aheadMs?.() ?? 0) });
  };
  const write = async (file: string, text: string) => {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  };
  for (const [file, text] of Object.entries(files)) await write(file, text);
  const run = async (...argv: readonly string[]): Promise<Ran> => {
    const [out, error] = [collected(), collected()];
    const code = await main(argv, ioTo(out.sink, error.sink));
    return { code, stdout: out.text(), stderr: error.text() };
  };
  return {
    folder,
    run,
    write,
    json: async (...argv) => {
      const { code, stdout, stderr } = await run(...argv, '-o', 'json');
      if (stdout === '') throw new Error(`roster ${argv.join(' ')} ended with ${String(code)}: ${stderr}`);
      return JSON.parse(stdout) as unknown;
    },
    read: (file) => readFile(path.join(folder, file), 'utf8'),
    inStore: (use) => withStore(ioTo(collected().sink, collected().sink), undefined, use),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

interface Around {
  readonly out: Sink;
  readonly error: Sink;
  readonly folder: string;
  readonly stdin: string;
  /** What they answer at their terminal; absent: they have none. */
  readonly ask?: Io['ask'];
  readonly env: Io['env'];
  /** How far the user's clock is ahead of the real one, by which certificates and signatures are judged. */
  readonly aheadMs: number;
}

export function ioOf({ out, error, folder, stdin, ask, env, aheadMs }: Around): Io {
  return {
    stdout: out,
    stderr: error,
    stdin: () => Promise.resolve(stdin),
    ask,
    env,
    cwd: folder,
    home: folder,
    user: 'ann@laptop',
    now: () => new Date(Date.now() + aheadMs),
    random: Math.random,
    executable: {
      node: process.execPath,
      script: path.resolve(import.meta.dirname, '../bin/roster.mjs'),
    },
    // A look at what goes on elsewhere, without the second between two.
    pause: () => setTimeout(10),
    interrupted: () => new AbortController().signal,
    processes: thisMachine,
  };
}

/** A sink that keeps what is written. */
export function collected(isTTY = false): { readonly sink: Sink; readonly text: () => string } {
  let text = '';
  const write = (chunk: string) => {
    text += chunk;
  };
  return { sink: { write, isTTY, columns: 100 }, text: () => text };
}

/** A user and their sandbox, which end together. */
export const together = (sandbox: Sandbox, ann: User) => ({
  sandbox,
  ann,
  [Symbol.asyncDispose]: async () => {
    await ann[Symbol.asyncDispose]();
    await sandbox.stop();
  },
});
