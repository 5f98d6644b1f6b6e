import { startControlPlane, type ControlPlane } from '@roster/control-plane';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACCOUNT, arnOf, clustersFile, grantsFile, OPS_GRANT, READ, REGION } from './fleet.ts';
import { user } from './harness.ts';
import { WRITE } from './real-fleet.ts';

const CREATOR = `arn:aws:iam::${ACCOUNT}:role/Provisioner`;
const FILES = { 'fleet/clusters.yaml': clustersFile('one'), 'fleet/grants.yaml': grantsFile(OPS_GRANT) };
const AS_CREATOR = ['bootstrap', '-f', 'fleet', '--role', CREATOR];

let real: ControlPlane;
beforeAll(async () => {
  const place = { account: ACCOUNT, region: REGION, awsAuth: null };
  real = await startControlPlane({
    caller: `arn:aws:iam::${ACCOUNT}:user/ann`,
    principals: [READ, WRITE, CREATOR].map((arn) => ({ arn })),
    clusters: [{ name: 'one', creator: CREATOR, ...place }],
    dynamodb: false,
  });
});
afterAll(() => real.stop());

it('a real cluster that knows its creator alone: roster bootstrap, then apply and verify as the two roles', async () => {
  await using ann = await user({ sandbox: real.sandbox, files: FILES });
  await real.cluster(arnOf('one')).setDaemonSets([{ namespace: 'kube-system', name: 'aws-node' }]);
  const refused = { outcome: 'denied', reason: 'noRow' };
  expect(await ann.json('plan', '-f', 'fleet')).toMatchObject({ results: [refused] });

  const proofs = { read: 'in', write: 'in' };
  const done = [
    { do: 'applyManifests' },
    { do: 'addRow', principal: READ },
    { do: 'addRow', principal: WRITE },
  ];
  expect(await ann.json(...AS_CREATOR)).toMatchObject([
    { outcome: { kind: 'changed' }, steps: done, proofs },
  ]);
  const rows = await real.cluster(arnOf('one')).awsAuth();
  expect(await ann.json(...AS_CREATOR)).toMatchObject([{ outcome: { kind: 'inSync' }, steps: [], proofs }]);
  expect(await real.cluster(arnOf('one')).awsAuth()).toEqual(rows);

  expect(await ann.json('apply', '-f', 'fleet')).toMatchObject({ counts: { changed: 1 } });
  expect(await ann.json('verify', '-f', 'fleet')).toMatchObject({ counts: { healthy: 1 } });
});
