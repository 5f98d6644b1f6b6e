import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';

const MAIN = path.resolve(import.meta.dirname, '../src/main.ts');

/** The program, and what it prints up to a line. */
async function startByHand() {
  const child = spawn(process.execPath, [MAIN, '--clusters', '1'], { stdio: ['ignore', 'pipe', 'inherit'] });
  // Where the test fails it is still there.
  onTestFinished(() => void child.kill('SIGKILL'));
  const printed: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    printed.push(line);
    if (line.startsWith('Ctrl-C ends it')) break;
  }
  return { child, printed };
}

it('prints how to reach a cluster; what it prints works in a shell; Ctrl-C takes everything away', async () => {
  const { child, printed } = await startByHand();
  const change = printed.find((line) => line.includes('. ./env'))?.trim() ?? '';
  const plain = printed.map((line) => line.trim().replace(/ {2,}#.*/, ''));
  const steps = plain.filter((line) => /^(roster|kubectl|aws) /.test(line));
  expect(steps).toHaveLength(8);
  // `roster plan` ends with 1 where there are differences; every other command must succeed.
  const script = [change, 'set -e', `${steps[0] ?? ''} || [ $? = 1 ]`, ...steps.slice(1)].join('\n');
  const env = { PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`, HOME: '/nonexistent' };
  const { stdout } = await promisify(execFile)('/bin/sh', ['-c', script], { env });
  expect(stdout).toContain('rows: 1 added');
  expect(stdout).toMatch(/node-a\s+Ready/);
  expect(stdout).toContain('arn:aws:iam::111122223333:role/Operators');
  const folder = /cd (\S+)/.exec(change)?.[1] ?? '';
  expect(existsSync(folder)).toBe(true);
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(existsSync(folder)).toBe(false);
});
