import { spawn } from 'node:child_process';

interface Order {
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Runs a program to its end and returns its standard output. Error with the end of its standard error where it fails,
 * and with the code ENOENT where there is no such program.
 */
export function runProgram(program: string, { args, cwd, env = process.env }: Order): Promise<string> {
  return new Promise((resolve, reject) => {
    const stdio = ['ignore', 'pipe', 'pipe'] as const;
    const child = spawn(program, args, { env, stdio: [...stdio], ...(cwd === undefined ? {} : { cwd }) });
    const [output, errors]: [string[], string[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output.join(''));
      else
        reject(
          new Error(
            `${program} ${args.join(' ')} ended with ${String(code)}:\n${errors.join('').slice(-4000)}`,
          ),
        );
    });
  });
}
