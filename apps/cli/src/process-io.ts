import { hostname, userInfo, homedir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { commandNamed } from './command-list.ts';
import type { Io, Sink } from './io.ts';
import { thisMachine } from './processes.ts';
import { UsageError } from './usage-error.ts';

/** The real world: the only file of the CLI that reads `process` for a command. */
export function processIo(): Io {
  return {
    stdout: sink(process.stdout),
    stderr: sink(process.stderr),
    stdin: () => text(process.stdin),
    ask: process.stdin.isTTY && process.stderr.isTTY ? ask : undefined,
    command: `roster ${commandNamed(process.argv.slice(2)) ?? ''}`.trim(),
    env: process.env,
    // Asked for where a path is read: kubectl may call `token` in a folder that is gone.
    get cwd() {
      return workingFolder();
    },
    home: process.env['HOME'] ?? homedir(),
    user: `${userName()}@${hostname()}`,
    now: () => new Date(),
    random: Math.random,
    executable: { node: process.execPath, script: path.resolve(import.meta.dirname, '../bin/roster.mjs') },
    pause,
    interrupted: interruptSignal,
    processes: thisMachine,
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

function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new UsageError('the working folder does not exist any more: cd to one that does');
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown'; // a container whose user id has no name
  }
}

/** On standard error, for standard output is the result's. Ctrl-C and Ctrl-D leave without an answer. */
function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve) => {
    terminal.once('close', () => resolve(''));
    terminal.question(question, (answer) => {
      resolve(answer);
      terminal.close();
    });
  });
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
}

/**
 * The first signal is told, and the second ends the process. It is listened to for good: what tidies a terminal up
 * (signal-exit, by log-update) ends the process on a signal for which nobody but itself is left, as after a `once`.
 */
function interruptSignal(onSecond?: () => void): AbortSignal {
  const controller = new AbortController();
  const onSignal = (signal: NodeJS.Signals) => {
    const second = controller.signal.aborted;
    controller.abort();
    if (!second) return;
    onSecond?.();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    process.kill(process.pid, signal);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return controller.signal;
}
