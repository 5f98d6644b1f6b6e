import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Ran } from './harness.ts';

const SCRIPT = path.resolve(import.meta.dirname, '../bin/roster.mjs');

export interface Begun {
  readonly ended: Promise<Ran>;
  /** Ctrl-C, once its stderr holds that text. */
  interruptAt(word: string): Promise<void>;
}

interface Where {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Whether it takes its stderr for a terminal, and so shows the live view. */
  readonly terminal?: boolean;
}

const TERMINAL = 'data:text/javascript,Object.assign(process.stderr, { isTTY: true, columns: 100 })';

/** The command as a process of its own: the SDK reads the environment of its process. */
export function begin(argv: readonly string[], { folder, env, terminal = false }: Where): Begun {
  const seeing = terminal ? ['--import', TERMINAL] : [];
  const child = spawn(process.execPath, [...seeing, SCRIPT, ...argv], {
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
  return { ended, interruptAt };
}
