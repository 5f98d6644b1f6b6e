import { executionOf } from '@roster/reconcile/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../src/report/run-report.ts';
import type { Sandbox } from '@roster/sandbox';
import { startTeam, type Team } from './deployed.ts';
import { arnOf, clustersFile, grantsFile, OPS_GRANT, startClusters } from './fleet.ts';
import { begin } from './process.ts';

const NAMES = ['one', 'two', 'dead'];
const FILES = { 'fleet/clusters.yaml': clustersFile(...NAMES), 'fleet/grants.yaml': grantsFile(OPS_GRANT) };

let sandbox: Sandbox;
let team: Team;
let cloud: Team['cloud'];
let ann: Team['ann'];
let roster: Team['roster'];
const held: { until: Promise<unknown> } = { until: Promise.resolve() };

beforeAll(async () => {
  sandbox = await startClusters(
    [{ name: 'one' }, { name: 'two' }, { name: 'dead', faults: { unreachable: true } }],
    { dynamodb: true },
  );
  const deployed = { machines: ['plan', 'apply'] } as const;
  team = await startTeam(sandbox, { files: FILES, deployed, before: () => held.until });
  ({ cloud, ann, roster } = team);
});
afterAll(() => team[Symbol.asyncDispose]());

describe('--cloud', () => {
  it('ends with the report and the exit code of a local run', async () => {
    const [here, there] = [await roster('plan', '-o', 'json'), await roster('plan', '--cloud', '-o', 'json')];
    expect([here.code, there.code]).toEqual([3, 3]);
    const [local, deployed] = [here, there].map(({ stdout }) => JSON.parse(stdout) as RunReport);
    expect(deployed?.results).toEqual(local?.results);
    expect(deployed?.counts).toEqual({ drifted: 2, unreachable: 1 });
    expect(there.stderr).toMatch(/run \S+ was started as team-plan in 111122223333, eu-west-1/);
    expect(there.stderr).toContain('dead (111122223333, eu-west-1): unreachable: connection');
  });

  it('applies by the apply machine; ROSTER_CLOUD=1 means it too, --local undoes that', async () => {
    const env = { ...cloud.env, ROSTER_CLOUD: '1' };
    const one = begin(['apply', '--cluster', 'one'], { folder: ann.folder, env });
    expect(await one.ended).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('team-apply') as unknown,
    });
    expect(sandbox.cluster(arnOf('one')).awsAuth()?.['mapRoles']).toContain('Ops');
    const here = await begin(['plan', '--local', '--cluster', 'one'], { folder: ann.folder, env }).ended;
    expect(here.code).toBe(0);
    expect(here.stderr).not.toContain('team-');
  });

  it('tells what kept a run from opening, with its exit code', async () => {
    const now = new Date();
    await cloud.journal.takeLease(executionOf('another'), now, new Date(now.getTime() + 900_000));
    const ran = await roster('apply', '--cloud');
    expect(ran).toMatchObject({ code: 4, stdout: '' });
    expect(ran.stderr).toContain('run another (execution');
    await cloud.journal.releaseLease(executionOf('another'));
    const run = /run (\S+) was started/.exec(ran.stderr)?.[1] ?? '';
    expect(await roster('runs', 'watch', run)).toMatchObject({ code: 4, stdout: '' });
  });
});

describe('leave and come back', () => {
  it.each([
    { terminal: false, at: 'Ctrl-C leaves it going' },
    { terminal: true, at: 'opening the run' },
  ])('Ctrl-C leaves the run going, and runs watch follows it to its end %j', async ({ terminal, at }) => {
    let go: (value?: unknown) => void = () => undefined;
    held.until = new Promise((resolve) => (go = resolve));
    const place = { folder: ann.folder, env: cloud.env, terminal };
    const leaving = begin(['verify', '--cloud', '--cluster', 'two'], place);
    await leaving.interruptAt(at);
    const left = await leaving.ended;
    expect(left).toMatchObject({ code: 4, stdout: '' });
    const run = /roster runs watch (\S+)/.exec(left.stderr)?.[1] ?? '';
    const watching = roster('runs', 'watch', run, '-o', 'json');
    go();
    const back = await watching;
    expect(back.code).toBe(0);
    expect(JSON.parse(back.stdout)).toMatchObject({ run, state: 'done', counts: { healthy: 1 } });
    expect((await roster('runs', 'watch')).stdout).toContain(run);
  });

  it('knows no run that there is not', async () => {
    const ran = await roster('runs', 'watch', 'never');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('there is no run never');
  });
});

describe('what cannot be meant, or is not there, is said (2)', () => {
  it.each([
    [['plan', '--cloud', '-f', 'fleet'], 'the deployed workers read the catalog'],
    [['plan', '--cloud', '--store', 'local'], '--cloud needs the store that is deployed'],
    [['plan', '--cloud', '--local'], 'contradict each other'],
  ] as const)('roster %j', async (argv, message) => {
    const ran = await roster(...argv);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(message);
  });

  it('a read-only deployment applies nothing; where nothing is deployed, nothing starts', async () => {
    await cloud.fake.deploy({ machines: ['plan'] });
    expect(await roster('apply', '--cloud')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is deployed read-only') as unknown,
    });
    await cloud.fake.deploy({});
    expect(await roster('plan', '--cloud')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no machine team-plan in account 111122223333') as unknown,
    });
  });
});
