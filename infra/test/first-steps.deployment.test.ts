import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { awsCli } from '@roster/control-plane/programs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mustRun, run, type Ran } from './command.ts';
import { ROOT } from './rig.ts';
import { newcomer, type Newcomer } from './newcomer.ts';
import { printed } from './runs.ts';

const HEADING = '## From an empty account to a first planned run';
// Of this checkout all that the steps need.
const CLONE = ['apps', 'infra', 'libs', 'package.json', 'package-lock.json', 'tools'];
const MADE = ['node_modules', 'dist', 'cdk.out'];
/** An installation from the lockfile and two deployments: ten minutes, for a machine that does other things too. */
const PATIENCE_MS = 600_000;

let who: Newcomer;
beforeAll(async () => {
  who = await newcomer('127.0.0.5');
  const filter = (from: string) => !MADE.includes(path.basename(from));
  await Promise.all(
    CLONE.map((name) => cp(path.join(ROOT, name), path.join(who.folder, name), { recursive: true, filter })),
  );
  await mkdir(path.join(who.folder, 'fleet'));
  await writeFile(path.join(who.folder, 'fleet/grants.yaml'), GRANTS);
});
afterAll(() => who[Symbol.asyncDispose]());

const GRANTS = `apiVersion: roster/v1
defaults:
  roles:
    read: arn:{partition}:iam::{account}:role/RosterRead
    write: arn:{partition}:iam::{account}:role/RosterWrite
grants:
  - name: operators
    principals: [{ roleName: Operators }]
    username: operators
    groups: [operators]
    clusters: {}
`;

/** The commands below the heading of ../README.md, a line each. */
async function steps(): Promise<readonly string[]> {
  const [, rest = ''] = (await readFile(path.join(ROOT, 'infra/README.md'), 'utf8')).split(HEADING);
  const [section = ''] = rest.split('\n## ');
  const blocks = [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  return blocks
    .join('')
    .split('\n')
    .filter((line) => line !== '');
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

/** Runs commands in one shell, which goes on with what the one before has exported. */
async function inShell(commands: readonly string[]): Promise<Ran> {
  const exported = path.join(who.folder, 'exported.sh');
  const script = [`[ ! -f ${exported} ] || . ${exported}`, ...commands, `export -p > ${exported}`];
  const aws = path.dirname(await awsCli());
  return run('/bin/sh', {
    args: ['-exc', script.join('\n')],
    cwd: who.folder,
    env: {
      ...who.env,
      ...(await npmEnv()),
      PATH: `${who.env['PATH'] ?? ''}:${aws}`,
      ADMIN_ROLE: 'Provisioner',
      // Nobody is at the terminal to be asked whether the roles may be made.
      CDK_REQUIRE_APPROVAL: 'never',
    },
  });
}

it(
  'the README leads from an empty account to a first planned run, in which no cluster is denied',
  async () => {
    const commands = await steps();
    expect(commands.length).toBeLessThan(20);
    expect([commands[0], commands.at(-1)]).toEqual(['npm ci', 'npx roster plan --cloud']);
    const deployed = 1 + commands.findLastIndex((command) => command.startsWith('aws cloudformation deploy'));
    const begun = await inShell(commands.slice(0, deployed));
    expect(begun.code, begun.stderr.slice(-4000)).toBe(0);
    // From here on STS judges the member roles by the trust that CloudFormation has given them.
    await who.takeMemberRoles(['RosterRead', 'RosterWrite']);
    const ended = await inShell(commands.slice(deployed));
    // 1: the plan is whole, and one cluster differs.
    expect(ended.code, ended.stderr.slice(-4000)).toBe(1);
    const runs = printed(await who.roster('runs', 'list', '-o', 'json'));
    expect(runs).toMatchObject([{ mode: 'plan', closed: { counts: { inSync: 1, drifted: 1 } } }]);
    expect(who.sandbox.calls()['sts:AssumeRole']).toBeGreaterThan(0);
    // The member account, and nobody else, has the roles: the control plane's own has none.
    await expect(who.trustOf('default', 'RosterRead')).rejects.toThrow('NoSuchEntity');
  },
  PATIENCE_MS,
);
