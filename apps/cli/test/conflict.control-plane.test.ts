import type { ControlPlane } from '@roster/control-plane';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { RunReport } from '../src/report/run-report.ts';
import { occasionOn } from './as-it-is-written.ts';
import { arnOf, BASE, grantsFile, OPS_GRANT } from './fleet.ts';
import { user } from './harness.ts';
import { checkedClusters, NODES, startRealClusters } from './real-fleet.ts';

const THEIRS =
  '# in a hurry\n- rolearn: arn:aws:iam::999999999999:role/Late # Bob\n  username: "late"\n  groups: [ "x" ]\n';

let real: ControlPlane;
beforeAll(async () => {
  real = await startRealClusters([{ name: 'one' }]);
});
afterAll(() => real.stop());

const one = () => real.cluster(arnOf('one'));
beforeEach(async () => {
  await one().setAwsAuth({ mapRoles: BASE });
  await one().setNodes(NODES);
});

const someoneAdds = async () => {
  const standing = (await one().awsAuth())?.['mapRoles'] ?? '';
  // Without waiting for the authenticator: the API server waits for this.
  const path = '/api/v1/namespaces/kube-system/configmaps/aws-auth';
  const data = { mapRoles: standing + THEIRS };
  await one().admin.request('PATCH', path, { data }, 'application/merge-patch+json');
};
const nodesFall = () => one().setNodes(NODES.map((node) => ({ ...node, ready: false })));

async function applyWith(...events: readonly (() => Promise<unknown>)[]): Promise<RunReport['results']> {
  const files = { 'fleet/clusters.yaml': checkedClusters('one'), 'fleet/grants.yaml': grantsFile(OPS_GRANT) };
  await using ann = await user({ sandbox: real.sandbox, files });
  await using occasion = await occasionOn(one());
  for (const event of events) occasion.next(event);
  return ((await ann.json('apply', '-f', 'fleet')) as RunReport).results;
}

it('merges again when someone writes between its look and its patch, whose row stays to the byte', async () => {
  expect(await applyWith(someoneAdds)).toMatchObject([{ outcome: 'changed', rows: { add: 1, foreign: 4 } }]);
  const mapRoles = (await one().awsAuth())?.['mapRoles'];
  expect(mapRoles).toContain(BASE + THEIRS);
  expect(mapRoles).toContain('role/Ops');
});

it('gives up after four others, having written nothing', async () => {
  const path = '/api/v1/namespaces/kube-system/configmaps/aws-auth';
  const others = [1, 2, 3, 4].map((seen) => () => {
    const metadata = { annotations: { seen: String(seen) } };
    return one().admin.request('PATCH', path, { metadata }, 'application/merge-patch+json');
  });
  const results = await applyWith(...others);
  expect(results).toMatchObject([{ outcome: 'blocked', reason: 'overtaken' }]);
  expect(await one().awsAuth()).toEqual({ mapRoles: BASE });
});

it('puts nothing back over what someone else wrote meanwhile', async () => {
  const results = await applyWith(nodesFall, someoneAdds);
  expect(results).toMatchObject([{ outcome: 'blocked', reason: 'overtaken' }]);
  const mapRoles = (await one().awsAuth())?.['mapRoles'];
  expect(mapRoles).toContain('role/Ops');
  expect(mapRoles?.endsWith(THEIRS)).toBe(true);
});
