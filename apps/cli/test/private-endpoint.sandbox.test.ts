import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sandbox } from '@roster/sandbox';
import type { RunReport } from '../src/report/run-report.ts';
import { arnOf, clustersFile, grantsFile, OPS_GRANT, startClusters } from './fleet.ts';
import { user } from './harness.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startClusters([
    { name: 'inside', endpointPublicAccess: false },
    { name: 'elsewhere', endpointPublicAccess: false, faults: { noWay: true } },
    { name: 'dead', endpointPublicAccess: false, faults: { unreachable: true } },
  ]);
});
afterAll(() => sandbox.stop());

it('a private endpoint that no way leads to is told apart from a dead one', async () => {
  const names = ['inside', 'elsewhere', 'dead'];
  const files = { 'fleet/clusters.yaml': clustersFile(...names), 'fleet/grants.yaml': grantsFile(OPS_GRANT) };
  await using ann = await user({ sandbox, files });
  await ann.run('catalog', 'push', 'fleet');
  const { run, results } = (await ann.json('plan')) as RunReport;
  const outcomes = results.map(({ cluster, outcome, reason }) => [cluster, outcome, reason]);
  expect(outcomes).toEqual(
    expect.arrayContaining([
      [arnOf('inside'), 'drifted', expect.anything()],
      [arnOf('elsewhere'), 'unreachable', 'privateEndpoint'],
      [arnOf('dead'), 'unreachable', 'connection'],
    ]),
  );
  const { stdout } = await ann.run('runs', 'show', run);
  expect(stdout).toContain('its endpoint is private: run from inside of its network');
});
