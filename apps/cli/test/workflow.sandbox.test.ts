import { expect, it } from 'vitest';
import {
  arnOf,
  BASE,
  DEV,
  DEV_GRANT,
  FOREIGN,
  grantsFile,
  OPS,
  OPS_GRANT,
  REGION,
  startClusters,
} from './fleet.ts';
import { user } from './harness.ts';

interface ListedRun {
  readonly run: string;
  readonly mode: string;
}

const BEFORE = {
  mapRoles: FOREIGN + BASE.replaceAll('\n', '\r\n'),
  mapUsers: "- userarn: arn:aws:iam::111122223333:user/bob # on leave\n  username: 'bob'\n  groups: []\n",
  mapAccounts: '- "555566667777"  # audit\n',
};

it('discovers, pushes, plans, applies, and takes back a grant; what is foreign stays to the byte', async () => {
  await using sandbox = await startClusters([{ name: 'one', awsAuth: BEFORE }, { name: 'two' }]);
  await using ann = await user({ sandbox, files: { 'fleet/grants.yaml': grantsFile(OPS_GRANT, DEV_GRANT) } });
  const one = sandbox.cluster(arnOf('one'));

  const discovered = await ann.run(
    'discover',
    '--region',
    REGION,
    '--label',
    'env',
    '--out',
    'fleet/clusters.yaml',
  );
  expect(discovered).toMatchObject({ code: 0, stdout: '' });
  expect(await ann.read('fleet/clusters.yaml')).toContain('name: two');
  expect(await ann.json('catalog', 'push', 'fleet')).toMatchObject({ revision: '1', stored: true });

  const plan = await ann.run('plan');
  expect(plan).toMatchObject({ code: 1 });
  expect(plan.stdout).toContain(OPS);
  expect(one.awsAuth()).toEqual(BEFORE);

  expect(await ann.json('apply')).toMatchObject({ mode: 'apply', revision: '1', counts: { changed: 2 } });
  expect(sandbox.calls()['k8s:patch configmaps']).toBe(2);
  expect(one.awsAuth()).toMatchObject({ mapUsers: BEFORE.mapUsers, mapAccounts: BEFORE.mapAccounts });
  expect(one.awsAuth()?.['mapRoles']).toContain(BEFORE.mapRoles);
  const applied = one.awsAuth()?.['mapRoles'];
  expect(applied).toContain(DEV);

  sandbox.resetCalls();
  expect(await ann.run('apply')).toMatchObject({ code: 0 });
  expect(
    Object.keys(sandbox.calls()).filter((kind) => /^k8s:(create|update|patch|delete) conf/.test(kind)),
  ).toEqual([]);
  expect(await ann.run('status')).toMatchObject({ code: 0 });

  const runs = (await ann.json('runs', 'list')) as readonly ListedRun[];
  expect(runs.map(({ mode }) => mode)).toEqual(['apply', 'apply', 'plan']);
  expect(await ann.json('runs', 'show', runs[1]?.run ?? '')).toMatchObject({ counts: { changed: 2 } });
  expect(await ann.json('runs', 'show')).toMatchObject({ run: runs[0]?.run });

  await ann.write('fleet/grants.yaml', grantsFile(DEV_GRANT));
  expect(await ann.json('catalog', 'push', 'fleet')).toMatchObject({ revision: '2', stored: true });
  expect(await ann.json('apply')).toMatchObject({ counts: { changed: 2 } });
  expect(one.awsAuth()?.['mapRoles']).not.toContain(OPS);
  expect(one.awsAuth()?.['mapRoles']).toContain(DEV);

  await ann.write('fleet/grants.yaml', grantsFile());
  await ann.run('catalog', 'push', 'fleet', '--expect-removals', '2');
  expect(await ann.run('apply')).toMatchObject({ code: 0 });
  expect(one.awsAuth()).toEqual(BEFORE);
});

it('tells with exit 1 of foreign rows that are new since the last apply, once', async () => {
  await using sandbox = await startClusters([{ name: 'one' }]);
  await using ann = await user({ sandbox, files: { 'grants.yaml': grantsFile(OPS_GRANT) } });
  await ann.run('discover', '--region', REGION, '--label', 'env', '--out', 'clusters.yaml');
  await ann.run('catalog', 'push', 'grants.yaml', 'clusters.yaml');
  expect(await ann.run('apply')).toMatchObject({ code: 0 });
  const one = sandbox.cluster(arnOf('one'));
  one.setAwsAuth({ mapRoles: FOREIGN + (one.awsAuth()?.['mapRoles'] ?? '') });
  const told = await ann.run('apply');
  expect(told).toMatchObject({ code: 1 });
  expect(told.stdout).toContain('CiDeploy');
  expect(await ann.run('apply')).toMatchObject({ code: 0 });
});
