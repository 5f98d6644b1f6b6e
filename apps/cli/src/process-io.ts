import { hostname, userInfo, homedir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import type { Io, Sink } from './io.ts';

/** The real world: the only file of the CLI that reads `process` for a command. */
export function processIo(): Io {
  return {
    stdout: sink(process.stdout),
    stderr: sink(process.stderr),
    stdin: () => text(process.stdin),
    env: process.env,
    cwd: process.cwd(),
    home: process.env['HOME'] ?? homedir(),
    user: `${userName()}@${hostname()}`,
    now: () => new Date(),
    random: Math.random,
    executable: { node: process.execPath, script: path.resolve(import.meta.dirname, '../bin/roster.mjs') },
    pause,
    interrupted: interruptSignal,
  };
}

function sink(stream: NodeJS.WriteStream): Sink {
  // A reader that has seen enough (`roster … | head`) closes the pipe: an apply goes on to its end all the same.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    write: (chunk) => void stream.write(chunk),
    get isTTY() {
      return stream.isTTY;
    },
    get columns() {
      return stream.isTTY ? stream.columns : 100;
    },
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown'; // a container whose user id has no name
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
}

/**
 * The first signal is told, and the second ends the process. It is listened to for good: what tidies a terminal up
 * (signal-exit, by log-update) ends the process on a signal for which nobody but itself is left, as after a `once`.
 */
function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  const onSignal = (signal: NodeJS.Signals) => {
    const second = controller.signal.aborted;
    controller.abort();
    if (!second) return;
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    process.kill(process.pid, signal);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return controller.signal;
}
