import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Ran } from './harness.ts';

const SCRIPT = path.resolve(import.meta.dirname, '../bin/roster.mjs');

export interface Begun {
  readonly ended: Promise<Ran>;
  /** Ctrl-C, once its stderr holds that text. */
  interruptAt(word: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

interface Where {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Whether it takes its stderr for a terminal, and so shows the live view. */
  readonly terminal?: boolean;
  /** No file may have more KB than this: a write beyond fails, as on a full disk (setrlimit(2), RLIMIT_FSIZE). */
  readonly fileLimit?: number;
}

const TERMINAL = 'data:text/javascript,Object.assign(process.stderr, { isTTY: true, columns: 100 })';

/** The command as a process of its own: the SDK reads the environment of its process. */
export function begin(argv: readonly string[], { folder, env, terminal = false, fileLimit }: Where): Begun {
  const seeing = terminal ? ['--import', TERMINAL] : [];
  const node = [process.execPath, ...seeing, SCRIPT, ...argv];
  // A signal that is ignored stays so in what the shell turns into: the write fails with EFBIG.
  const limited = ['bash', '-c', `trap '' XFSZ; ulimit -f ${fileLimit ?? 0}; exec "$0" "$@"`, ...node];
  const [file = '', ...args] = fileLimit === undefined ? node : limited;
  const child = spawn(file, args, {
    cwd: folder,
    env: { ...env, HOME: folder, XDG_STATE_HOME: `${folder}/none` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let seen = '';
  child.stderr.on('data', (chunk: Buffer) => (seen += chunk.toString()));
  const ended = Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? -1))),
  ]).then(([stdout, stderr, code]) => ({ stdout, stderr, code }));
  const interruptAt = async (word: string) => {
    const more = () => new Promise<boolean>((go) => child.stderr.once('data', () => go(true)));
    const over = ended.then(() => false);
    while (!seen.includes(word))
      if (!(await Promise.race([more(), over]))) throw new Error(`it ended without "${word}": ${seen}`);
    child.kill('SIGINT');
  };
  return { ended, interruptAt, kill: (signal) => void child.kill(signal) };
}
