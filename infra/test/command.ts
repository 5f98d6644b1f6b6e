import { spawn } from 'node:child_process';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Order {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs a program to its end, with no environment but what is given. */
export function run(program: string, { args, cwd, env }: Order): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [output, errors]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      const [stdout, stderr] = [output, errors].map((chunks) => Buffer.concat(chunks).toString('utf8'));
      resolve({ code: code ?? -1, stdout: stdout ?? '', stderr: stderr ?? '' });
    });
  });
}

const TOLD = 3000;

/** The same, for a program that must succeed. Error with the end of what it said where it does not. */
export async function mustRun(program: string, order: Order): Promise<Ran> {
  const ran = await run(program, order);
  if (ran.code === 0) return ran;
  const what = `${program} ${order.args.join(' ')}`;
  throw new Error(`${what} ended with ${ran.code}:\n${ran.stdout.slice(-TOLD)}\n${ran.stderr.slice(-TOLD)}`);
}
