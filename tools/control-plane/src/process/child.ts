import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Lines } from './lines.ts';

export interface ChildOrder {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Ends it, and lets it not begin. */
  readonly signal: AbortSignal;
}

/** A server that runs beside this process, and never longer. */
export interface Child {
  /** The last lines that it wrote. */
  readonly log: () => string;
  /** Resolves when a line that the pattern matches is written from now on; rejects when the program ends. */
  readonly next: (pattern: RegExp) => Promise<string>;
  /** Rejects, with the end of the log, when the program ends by itself. */
  readonly failed: Promise<never>;
  /** Ends it at once. */
  readonly stop: () => Promise<void>;
}

// The shell reads from the pipe that this process holds. When it closes, on purpose or because this process has
// gone (kill -9 too), the program is killed: one way to end for every case. The authenticator would ignore a SIGTERM.
const KEEPER = `
exec 3<&0
"$@" 3<&- </dev/null &
program=$!
{ read -r _ <&3; kill -9 $program; } 2>/dev/null &
watcher=$!
exec 3<&-
wait $program
status=$?
kill -9 $watcher
exit $status`;

/** Starts a program whose life ends with this process. Throws where the signal is aborted. */
export function startChild({ program, args, cwd, env = {}, signal }: ChildOrder): Child {
  signal.throwIfAborted();
  const child = spawn('/bin/sh', ['-c', KEEPER, 'keeper', program, ...args], {
    cwd,
    // Ctrl-C in a terminal reaches this process alone, which then ends its children.
    detached: true,
    env: { PATH: '/usr/bin:/bin', HOME: cwd, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lines = new Lines();
  lines.follow(child.stdout);
  lines.follow(child.stderr);
  child.stdin.on('error', () => undefined);
  const failed = once(child, 'close').then(([code]): never => {
    throw new Error(`${program} ended with ${String(code)}:\n${lines.text(20)}`);
  });
  // Whoever waits for it sees it; when nobody does, it is no unhandled rejection.
  failed.catch(() => undefined);
  const next = (pattern: RegExp) => {
    const { line, forget } = lines.next(pattern);
    return Promise.race([line, failed]).finally(forget);
  };
  const end = () => void child.stdin.end();
  signal.addEventListener('abort', end);
  child.once('close', () => signal.removeEventListener('abort', end));
  const stop = async () => {
    end();
    await failed.catch(() => undefined);
  };
  return { log: () => lines.text(), next, failed, stop };
}
