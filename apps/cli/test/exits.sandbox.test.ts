import { executionOf } from '@roster/reconcile/testing';
import { describe, expect, it } from 'vitest';
import { arnOf, BASE, clustersFile, grantsFile, OPS_GRANT, startClusters } from './fleet.ts';
import { together, user } from './harness.ts';

const FILES = { 'fleet/clusters.yaml': clustersFile('one'), 'fleet/grants.yaml': grantsFile(OPS_GRANT) };

/** One cluster that lacks the row of its grant, and a catalog that holds both. */
async function drifted() {
  const sandbox = await startClusters([{ name: 'one' }]);
  const ann = await user({ sandbox, files: FILES });
  await ann.run('catalog', 'push', 'fleet');
  return { ...together(sandbox, ann), one: sandbox.cluster(arnOf('one')) };
}

describe('2: bad input or usage', () => {
  it('a command that there is not', async () => {
    await using ann = await user();
    const ran = await ann.run('aplly');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain("unknown command 'aplly'");
  });

  it('a fleet file, with every error at its place', async () => {
    const broken =
      'apiVersion: roster/v1\nclusters:\n  - name: one\n    acount: 1\n    region: mars\ngrants: 7\n';
    await using ann = await user({ files: { 'fleet.yaml': broken } });
    const ran = await ann.run('plan', '-f', 'fleet.yaml');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('fleet.yaml:4:5: ');
    expect(ran.stderr).toContain('fleet.yaml:5:13: ');
    expect(ran.stderr).toContain('fleet.yaml:6:9: ');
  });

  it('a fleet file with more errors than anybody reads: the first fifty, and how many more', async () => {
    const wrong = `apiVersion: roster/v1\nprotected:\n${'  - nobody\n'.repeat(200)}`;
    await using ann = await user({ files: { 'fleet.yaml': wrong } });
    const ran = await ann.run('catalog', 'push', 'fleet.yaml');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr.match(/^.*nobody.*$/gm)).toHaveLength(50);
    expect(ran.stderr).toContain('and 150 more problems');
  });

  it('a file that cannot be opened', async () => {
    await using ann = await user();
    const ran = await ann.run('catalog', 'push', 'nowhere.yaml');
    expect(ran).toMatchObject({ code: 2 });
    expect(ran.stderr).toContain('nowhere.yaml');
  });

  it('a run of an empty store, which says how to fill it', async () => {
    await using ann = await user();
    const ran = await ann.run('plan');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('roster catalog push');
  });

  it('apply with -f on a store that others share', async () => {
    await using ann = await user({ files: FILES });
    const ran = await ann.run('apply', '-f', 'fleet', '--store', 'dynamodb:eu-west-1/team');
    expect(ran).toMatchObject({ code: 2 });
    expect(ran.stderr).toContain('-f with apply on a shared store');
  });
});

it('3: a cluster that cannot be reached, though another differs too', async () => {
  await using sandbox = await startClusters([
    { name: 'one', faults: { unreachable: true } },
    { name: 'two' },
  ]);
  await using ann = await user({
    sandbox,
    files: { ...FILES, 'fleet/clusters.yaml': clustersFile('one', 'two') },
  });
  const ran = await ann.run('plan', '-f', 'fleet');
  expect(ran).toMatchObject({ code: 3 });
  expect(ran.stdout).toContain('connection');
});

it('4: another run holds the lease; a plan needs none', async () => {
  await using made = await drifted();
  await made.ann.inStore(async ({ journal }) => {
    const now = new Date();
    await journal.takeLease(executionOf('another'), now, new Date(now.getTime() + 900_000));
  });
  const ran = await made.ann.run('apply');
  expect(ran).toMatchObject({ code: 4 });
  expect(ran.stderr).toContain('another');
  expect(made.one.awsAuth()).toEqual({ mapRoles: BASE });
  expect(await made.ann.json('status')).toMatchObject({ lease: { run: 'another' } });
  expect(await made.ann.run('plan')).toMatchObject({ code: 1 });

  await made.ann.inStore(({ journal }) => journal.releaseLease(executionOf('another')));
  expect(await made.ann.run('apply')).toMatchObject({ code: 0 });
});

it('a hold keeps apply from writing (3) until it is released (0)', async () => {
  await using made = await drifted();
  expect(await made.ann.run('hold', 'one', '--reason', 'audit')).toMatchObject({ code: 0 });
  const held = await made.ann.json('apply');
  expect(held).toMatchObject({ results: [{ outcome: 'blocked', reason: 'held' }] });
  expect(await made.ann.run('apply')).toMatchObject({ code: 3 });
  expect(made.one.writes).toBe(0);
  const status = await made.ann.run('status');
  expect(status).toMatchObject({ code: 1 });
  expect(status.stdout).toMatch(/held by ann@laptop for .*: audit/);

  expect(await made.ann.run('release', 'one')).toMatchObject({ code: 0 });
  expect(await made.ann.run('apply')).toMatchObject({ code: 0 });
  expect(made.one.writes).toBe(1);
});
