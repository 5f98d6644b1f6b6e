import { describe, expect, it } from 'vitest';
import { freshCluster, provisioning, role, runbookCommands } from './bootstrap-fleet.ts';
import { expectGolden } from './golden.ts';
import { arnOf } from './fleet.ts';
import { collected, ioOf } from './harness.ts';
import { main } from '../src/main.ts';

const AS_BOOTSTRAP = [
  'bootstrap',
  '--role',
  'arn:{partition}:iam::{account}:role/RosterBootstrap',
  '-f',
  'fleet',
];
const AS_CREATOR = ['bootstrap', '--role', role('Provisioner'), '-f', 'fleet'];
const FIRST = [
  'discover',
  '--region',
  'eu-west-1',
  '--label',
  'env',
  '--label',
  'access',
  '--out',
  'fleet/clusters.yaml',
];
const MEMBERS = [
  { principalArn: role('RosterRead'), groups: ['roster:read'] },
  { principalArn: role('RosterWrite'), groups: ['roster:write'] },
];
const ADMINISTRATOR = ['AmazonEKSClusterAdminPolicy'];
const creating = { status: 'CREATING' } as const;

it('infra/runbooks/provisioning.md: from nothing to a fleet that is right', async () => {
  const NEW = ['entries-2', 'both-2', 'rows-2'];
  await using made = await provisioning([
    ...[freshCluster('entries', 'API'), freshCluster('entries-2', 'API', creating)],
    ...[freshCluster('both', 'API_AND_CONFIG_MAP'), freshCluster('both-2', 'API_AND_CONFIG_MAP', creating)],
    ...[freshCluster('rows', 'CONFIG_MAP'), freshCluster('rows-2', 'CONFIG_MAP', creating)],
  ]);
  const { ann, sandbox } = made;
  const sections = await runbookCommands();
  const follow = async (heading: string) => {
    const codes: number[] = [];
    for (const [npx, roster, ...argv] of sections[heading] ?? []) {
      expect([npx, roster]).toEqual(['npx', 'roster']);
      codes.push((await ann.run(...argv)).code);
    }
    return codes;
  };
  expect(await follow('1. Discover')).toEqual([0]);
  expect(await follow('2. Push')).toEqual([0]);
  expect(await follow('3. Bootstrap')).toEqual([3, 3, 3]);
  for (const name of NEW) sandbox.cluster(arnOf(name)).change({ status: 'ACTIVE' });
  expect(await follow('4. Repeat, until it ends with 0')).toEqual([0, 0]);
  // Nobody manages entries yet: what the API clusters grant beside our roles is not looked at.
  expect(await follow('5. Apply')).toEqual([3, 3]);
  expect(await follow('6. Verify')).toEqual([0, 0]);
  const outcomes = (await ann.json('plan')) as { readonly counts: object };
  expect(outcomes.counts).toEqual({ inSync: 4, blocked: 2 });
  const verified = (await ann.json('verify')) as { readonly counts: object };
  expect(verified.counts).toEqual({ healthy: 6 });
  for (const arn of sandbox.clusterArns()) {
    const isOld = arn.includes('rows');
    expect(sandbox.cluster(arn).accessEntries()).toEqual(isOld ? [] : MEMBERS);
  }
  expect(Object.values(sections).flat()).toHaveLength(11);
});

describe('roster bootstrap', () => {
  const four = () =>
    provisioning([
      freshCluster('entries', 'API'),
      freshCluster('both', 'API_AND_CONFIG_MAP'),
      freshCluster('rows', 'CONFIG_MAP', { creator: role('Somebody') }),
      freshCluster('soon', 'API', creating),
    ]);

  it('tells a line a cluster, and why, and the same as JSON', async () => {
    await using made = await four();
    await made.ann.run(...FIRST);
    const dry = await made.ann.run(...AS_BOOTSTRAP, '--dry-run');
    const ran = await made.ann.run(...AS_BOOTSTRAP);
    expect([dry.code, ran.code, dry.stderr, ran.stderr]).toEqual([3, 3, '', '']);
    const timeless = `${dry.stdout}\n${ran.stdout}`.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');
    expectGolden('bootstrap', timeless);
    const results = await made.ann.json(...AS_BOOTSTRAP, '--cluster', 'entries');
    const proofs = { read: 'in', write: 'in' };
    expect(results).toEqual([
      {
        ...{ cluster: arnOf('entries'), mode: 'API', outcome: { kind: 'inSync', reason: '' } },
        ...{ steps: [], proofs, message: '' },
      },
    ]);
  });

  it('foresees in a dry run what the run refuses, and the run refuses it before it applies anything', async () => {
    const mapRoles = `- rolearn: ${role('RosterRead')}\n  username: roster-read\n  groups: [roster:read]\n - rolearn: x\n`;
    await using made = await provisioning([freshCluster('rows', 'CONFIG_MAP', { awsAuth: { mapRoles } })]);
    const { ann, sandbox } = made;
    await ann.run(...FIRST);
    sandbox.resetCalls();
    const dry = await ann.run(...AS_CREATOR, '--dry-run');
    const ran = await ann.run(...AS_CREATOR);
    expect(ran).toEqual(dry);
    expect(ran).toMatchObject({ code: 3, stdout: expect.stringContaining('blocked: unparseable') as string });
    expect(Object.keys(sandbox.calls()).filter((call) => /k8s:(patch|create|update)/.test(call))).toEqual([
      'k8s:create selfsubjectreviews',
    ]);
    expect(sandbox.cluster(arnOf('rows')).awsAuth()).toEqual({ mapRoles });
  });

  it('changes nothing the second time', async () => {
    await using made = await provisioning([
      freshCluster('entries', 'API'),
      freshCluster('rows', 'CONFIG_MAP'),
    ]);
    const { ann, sandbox } = made;
    await ann.run(...FIRST);
    expect((await ann.run(...AS_CREATOR)).code).toBe(0);
    sandbox.resetCalls();
    expect((await ann.run(...AS_CREATOR)).code).toBe(0);
    const calls = Object.keys(sandbox.calls()).filter((call) =>
      /Create|Associate|Delete|k8s:(patch|create conf)/.test(call),
    );
    expect(calls).toEqual([]);
  });

  it('leaves no administrator where something fails in the middle, and takes one away that was left', async () => {
    await using made = await provisioning([freshCluster('entries', 'API')]);
    const { ann, sandbox } = made;
    const cluster = sandbox.cluster(arnOf('entries'));
    await ann.run(...FIRST);
    cluster.setFaults({ serverErrors: 1 });
    const failed = await ann.run(...AS_BOOTSTRAP);
    expect(failed.code).toBe(3);
    expect(failed.stdout).toContain('serverError');
    expect(cluster.accessEntries()).toEqual([]);

    const own = {
      principalArn: role('RosterBootstrap'),
      username: 'roster-bootstrap:{{SessionName}}',
      groups: [],
    };
    cluster.change({ accessEntries: [{ ...own, policies: ADMINISTRATOR }] });
    const again = await ann.run(...AS_BOOTSTRAP);
    expect(again.code).toBe(0);
    expect(again.stdout).toContain('took away the administrator that an earlier bootstrap left');
    expect(cluster.accessEntries()).toEqual(MEMBERS);
  });

  it('leaves the creator administrator, whom EKS has made that', async () => {
    const own = { principalArn: role('Provisioner'), policies: ADMINISTRATOR };
    await using made = await provisioning([freshCluster('entries', 'API', { accessEntries: [own] })]);
    const { ann, sandbox } = made;
    await ann.run(...FIRST);
    expect((await ann.run(...AS_CREATOR)).code).toBe(0);
    expect(sandbox.cluster(arnOf('entries')).accessEntries()).toEqual([own, ...MEMBERS]);
    expect(Object.keys(sandbox.calls()).filter((call) => /ssociateAccessPolicy/.test(call))).toEqual([]);
  });

  it('waits until it is administrator, and says what it cannot prove', async () => {
    await using made = await provisioning([freshCluster('entries', 'API', { entriesLateness: 1 })]);
    const { ann, sandbox } = made;
    await ann.run(...FIRST);
    for (const name of ['RosterRead', 'RosterWrite']) sandbox.addPrincipal({ arn: role(name), trusts: [] });
    const ran = await ann.run(...AS_BOOTSTRAP);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('not proved for read and write');
    expect(sandbox.cluster(arnOf('entries')).accessEntries()).toEqual(MEMBERS);
  });

  it('begins no cluster after Ctrl-C, and says how many are left', async () => {
    await using made = await four();
    const { ann, sandbox } = made;
    await ann.run(...FIRST);
    const [out, error] = [collected(), collected()];
    const { folder } = ann;
    const io = ioOf({ out: out.sink, error: error.sink, folder, stdin: '', env: sandbox.env, aheadMs: 0 });
    const interrupted = () => AbortSignal.abort();
    expect(await main(AS_BOOTSTRAP, { ...io, interrupted })).toBe(4);
    expect(error.text()).toBe('interrupted: 4 clusters not begun\n');
    expect(sandbox.cluster(arnOf('entries')).accessEntries()).toEqual([]);
  });

  it('ends the cluster that it is at when it is interrupted, and says so', async () => {
    await using made = await provisioning([freshCluster('a', 'API'), freshCluster('b', 'API')]);
    const { ann, sandbox } = made;
    await ann.run(...FIRST);
    const [out, error] = [collected(), collected()];
    const io = ioOf({
      ...{ out: out.sink, error: error.sink, folder: ann.folder, stdin: '', env: sandbox.env, aheadMs: 0 },
    });
    const controller = new AbortController();
    const administrator = () =>
      sandbox.clusterArns().some((arn) => sandbox.cluster(arn).accessEntries().length > 0);
    const ended = main([...AS_BOOTSTRAP, '--concurrency', '1'], {
      ...io,
      interrupted: () => controller.signal,
    });
    await expect.poll(administrator, { interval: 1 }).toBe(true);
    controller.abort();
    expect(await ended).toBe(4);
    expect(error.text()).toMatch(/^stopping after .*\ninterrupted: 1 cluster not begun\n$/);
    expect(sandbox.clusterArns().map((arn) => sandbox.cluster(arn).accessEntries())).toEqual([MEMBERS, []]);
  });

  it('refuses what cannot be meant', async () => {
    await using made = await four();
    const { ann } = made;
    await ann.run(...FIRST);
    const says = async (...argv: readonly string[]) => {
      const { code, stderr } = await ann.run('bootstrap', '-f', 'fleet', ...argv);
      return `${String(code)} ${stderr}`;
    };
    expect(await says('--role', 'RosterBootstrap')).toMatch(/^2 .*is no ARN of an IAM role/);
    expect(await says('--role', 'arn:aws:iam::{acount}:role/X')).toMatch(/^2 .*\{acount\} is no placeholder/);
    expect(await says('-l', 'env=none')).toMatch(/^2 .*none of the 4 clusters/);
    expect(await says('--concurrency', '0')).toMatch(/^2 .*no number from 1 to 100/);
    await ann.write('fleet/grants.yaml', 'apiVersion: roster/v1\ngrants: []\n');
    expect(await says()).toMatch(/^2 .*has no roles in the catalog/);
  });
});
