import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** What a process used, from start to end. */
export interface Usage {
  readonly seconds: number;
  /** User and system. */
  readonly cpuSeconds: number;
  /** The largest resident set. */
  readonly peakMiB: number;
}

export interface NodeProcess {
  readonly script: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Exit codes that are no failure. */
  readonly exits: readonly number[];
}

const REPORT = new URL('report-usage.ts', import.meta.url);

/** Runs a script in a Node of its own, and tells what that took. Error with its stderr for another exit code. */
export async function measureNode({ script, args, env, cwd, exits }: NodeProcess): Promise<Usage> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', fileURLToPath(REPORT), script, ...args], {
    ...{ cwd, env },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const report = text(child.stdio[3] as Readable);
  const complaints = text(child.stderr as Readable);
  const [code] = (await once(child, 'exit')) as [number | null];
  const seconds = (performance.now() - began) / 1000;
  if (code === null || !exits.includes(code)) {
    throw new Error(`${script} ${args.join(' ')}: exit code ${String(code)}\n${await complaints}`);
  }
  const { cpuMs, peakMiB } = JSON.parse(await report) as { cpuMs: number; peakMiB: number };
  return { seconds, cpuSeconds: cpuMs / 1000, peakMiB };
}
