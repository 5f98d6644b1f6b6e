import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { awsEnv } from './cdk.ts';
import { mustRun, run } from './command.ts';
import { ROOT, startRig, type Rig } from './rig.ts';
import { printed } from './runs.ts';

const HEADING = '## From an empty account to a first planned run';
// Of this checkout all that the steps need; the fleet file of who follows them lies beside it.
const CLONE = ['apps', 'infra', 'libs', 'package.json', 'package-lock.json', 'tools'];
const MADE = ['node_modules', 'dist', 'cdk.out'];

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ clusters: 20, address: '127.0.0.5', prefix: 'roster-dev' });
  const filter = (from: string) => !MADE.includes(path.basename(from));
  await Promise.all(
    CLONE.map((name) => cp(path.join(ROOT, name), path.join(rig.folder, name), { recursive: true, filter })),
  );
});
afterAll(() => rig[Symbol.asyncDispose]());

/** The commands below the heading of ../README.md, a line each. */
async function steps(): Promise<readonly string[]> {
  const [, section = ''] = (await readFile(path.join(ROOT, 'infra/README.md'), 'utf8')).split(HEADING);
  const [, block = ''] = /```sh\n([\s\S]*?)```/.exec(section) ?? [];
  return block.split('\n').filter((line) => line !== '');
}

/** Where packages come from on this machine, and what npm has of them: the home of who follows the steps is empty. */
async function npmEnv(): Promise<Record<string, string>> {
  const env = process.env as Readonly<Record<string, string>>;
  const asked = ['cache', 'registry', 'userconfig'] as const;
  const answers = asked.map(async (key): Promise<[string, string]> => {
    const { stdout } = await mustRun('npm', { args: ['config', 'get', key], cwd: ROOT, env });
    return [`npm_config_${key}`, stdout.trim()];
  });
  return { ...Object.fromEntries(await Promise.all(answers)), npm_config_prefer_offline: 'true' };
}

it('the README leads from an empty account to a first planned run, in under ten commands', async () => {
  const commands = await steps();
  expect(commands.length).toBeLessThan(10);
  expect([commands[0], commands.at(-1)]).toEqual(['npm ci', 'npx roster plan --cloud']);
  const told = await run('/bin/sh', {
    args: ['-exc', commands.join('\n')],
    cwd: rig.folder,
    // Nobody is at the terminal to be asked whether the roles may be made.
    env: { ...awsEnv(rig), ...(await npmEnv()), CDK_REQUIRE_APPROVAL: 'never' },
  });
  // 3: the plan is whole, and some clusters cannot be reached, as planted.
  expect(told.code, told.stderr.slice(-4000)).toBe(3);
  const runs = printed(await rig.roster('runs', 'list', '-o', 'json'));
  expect(runs).toMatchObject([
    { mode: 'plan', closed: { counts: { inSync: 1, drifted: 7, blocked: 3, unreachable: 6, denied: 3 } } },
  ]);
});
