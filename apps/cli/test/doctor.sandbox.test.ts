import { startSandbox, type Sandbox } from '@roster/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../src/doctor/finding.ts';
import { startTeam, type Team } from './deployed.ts';
import { ACCOUNT, BASE, clustersFile, grantsFile, OPS_GRANT, READ, REGION, startClusters } from './fleet.ts';
import { expectGolden } from './golden.ts';
import { user } from './harness.ts';

const OTHER = '444455556666';
const FILES = {
  'fleet/clusters.yaml': `${clustersFile('one')}  - { name: two, account: "${OTHER}", region: ${REGION}, labels: { env: prod } }\n`,
  'fleet/grants.yaml': grantsFile(OPS_GRANT),
};
const clusterOf = (name: string, account: string) => ({
  ...{ name, account, region: REGION },
  awsAuth: { mapRoles: BASE.replaceAll(ACCOUNT, account) },
});
const BOTH = [{ machine: 'plan' }, { machine: 'apply', enabled: false }] as const;

describe('beside a deployment', () => {
  let sandbox: Sandbox;
  let team: Team;
  let cloud: Team['cloud'];
  let roster: Team['roster'];
  const otherTrusts = (trusts: string) =>
    sandbox.addPrincipal({ arn: `arn:aws:iam::${OTHER}:role/RosterRead`, trusts: [trusts] });

  beforeAll(async () => {
    sandbox = await startSandbox({
      caller: `arn:aws:iam::${ACCOUNT}:user/ann`,
      principals: [{ arn: READ }],
      clusters: [clusterOf('one', ACCOUNT), clusterOf('two', OTHER)],
    });
    otherTrusts(`arn:aws:iam::${ACCOUNT}:root`);
    const deployed = { machines: ['plan', 'apply'], schedules: BOTH } as const;
    team = await startTeam(sandbox, { files: FILES, deployed });
    ({ cloud, roster } = team);
  });
  afterAll(() => team[Symbol.asyncDispose]());

  it('finds nothing but what the tables of the sandbox cannot be', async () => {
    const { code, stdout } = await roster('doctor', '-o', 'json');
    expect(code).toBe(1);
    const findings = JSON.parse(stdout) as readonly Finding[];
    expect(findings.filter(({ state }) => state === 'warning').map(({ found }) => found)).toContain(
      'no deletion protection',
    );
    expect(findings.filter(({ state }) => state === 'failed')).toEqual([]);
    expect(findings.filter(({ check }) => check === 'roles').map(({ state }) => state)).toEqual([
      'ok',
      'ok',
      'skipped',
    ]);
  });

  it('a role that keeps us out is no failure where a run came in by it', async () => {
    expect(await roster('verify', '--cloud')).toMatchObject({ code: 0 });
    otherTrusts('arn:aws:iam::999999999999:root');
    const { stdout } = await roster('doctor', '--cluster', 'two', '-o', 'json');
    const findings = JSON.parse(stdout) as readonly Finding[];
    expect(findings.find(({ about }) => about.includes(`${OTHER}:role/RosterRead`))).toMatchObject({
      state: 'skipped',
      found: expect.stringMatching(/^does not let you in; a run came in by it at \S+:\d\dZ$/) as unknown,
    });
    expect(findings.at(-1)).toMatchObject({ check: 'cluster', state: 'skipped' });
  });

  it('finds all that is broken at once, each with its remedy', async () => {
    await cloud.fake.deploy({ machines: ['plan'], schedules: [{ machine: 'plan', enabled: false }] });
    await cloud.drop('journal');
    sandbox.cluster(`arn:aws:eks:${REGION}:${ACCOUNT}:cluster/one`).setFaults({ unreachable: true });
    const { code, stdout } = await roster('doctor', '--write');
    expect(code).toBe(3);
    expectGolden('doctor', stdout);
  });

  it('knows no cluster that the catalog does not know (2)', async () => {
    expect(await roster('doctor', '--cluster', 'three')).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('with a local store', () => {
  it('looks at what there is', async () => {
    await using sandbox = await startClusters([{ name: 'one' }]);
    const files = { 'fleet/clusters.yaml': clustersFile('one'), 'fleet/grants.yaml': grantsFile(OPS_GRANT) };
    await using ann = await user({ sandbox, files });
    expect(await ann.run('doctor')).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('nothing was pushed yet') as unknown,
    });
    await ann.run('catalog', 'push', 'fleet');
    const { code, stdout } = await ann.run('doctor');
    expect(code).toBe(0);
    expectGolden('doctor-local', stdout);
  });

  it('goes on without credentials', async () => {
    await using ann = await user({ env: { AWS_EC2_METADATA_DISABLED: 'true', AWS_REGION: REGION } });
    const { code, stdout } = await ann.run('doctor', '-o', 'json');
    expect(code).toBe(3);
    const findings = JSON.parse(stdout) as readonly Finding[];
    expect(findings[0]).toMatchObject({ check: 'credentials', state: 'failed' });
    expect(findings.map(({ check }) => check)).toContain('cluster');
  });

  it('that cannot be opened is a finding', async () => {
    await using ann = await user({
      env: { AWS_EC2_METADATA_DISABLED: 'true' },
      files: { state: 'no folder' },
    });
    const { code, stdout } = await ann.run('doctor', '-o', 'json');
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject([
      { check: 'credentials', state: 'failed' },
      { check: 'clock', state: 'skipped' },
      { check: 'store', state: 'failed', found: expect.stringContaining('cannot be opened') as unknown },
    ]);
  });
});
