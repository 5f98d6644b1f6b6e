import { readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { awsEnv } from './cdk.ts';
import { run } from './command.ts';
import { ROOT, startRig, type Rig } from './rig.ts';
import { printed } from './runs.ts';

const HEADING = '## From an empty account to a first planned run';
// What this checkout needs of its root; the fleet file of who follows the steps lies beside it.
const CLONE = ['apps', 'infra', 'libs', 'node_modules', 'package.json', 'tools'];

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ clusters: 20, address: '127.0.0.5', prefix: 'roster-dev' });
  await Promise.all(CLONE.map((name) => symlink(path.join(ROOT, name), path.join(rig.folder, name))));
});
afterAll(() => rig[Symbol.asyncDispose]());

/** The commands below the heading of ../README.md, a line each. */
async function steps(): Promise<readonly string[]> {
  const [, section = ''] = (await readFile(path.join(ROOT, 'infra/README.md'), 'utf8')).split(HEADING);
  const [, block = ''] = /```sh\n([\s\S]*?)```/.exec(section) ?? [];
  return block.split('\n').filter((line) => line !== '');
}

it('the README leads from an empty account to a first planned run, in under ten commands', async () => {
  const [install, ...others] = await steps();
  expect(others.length + 1).toBeLessThan(10);
  // This has been done where a test runs, and would take the ground from under the others.
  expect(install).toBe('npm ci');
  expect(others.at(-1)).toBe('npx roster plan --cloud');
  const told = await run('/bin/sh', {
    args: ['-exc', others.join('\n')],
    cwd: rig.folder,
    // Nobody is at the terminal to be asked whether the roles may be made.
    env: { ...awsEnv(rig), CDK_REQUIRE_APPROVAL: 'never' },
  });
  // 3: the plan is whole, and some clusters cannot be reached, as planted.
  expect(told.code, told.stderr.slice(-4000)).toBe(3);
  const runs = printed(await rig.roster('runs', 'list', '-o', 'json'));
  expect(runs).toMatchObject([
    { mode: 'plan', closed: { counts: { inSync: 1, drifted: 7, blocked: 3, unreachable: 6, denied: 3 } } },
  ]);
});
