import { expect, it } from 'vitest';
import {
  arnOf,
  BASE,
  clustersFile,
  FOREIGN,
  grantsFile,
  OPS_GRANT,
  OPS_ROW,
  startClusters,
} from './fleet.ts';
import { together, user } from './harness.ts';

const FILES = {
  'fleet/clusters.yaml': `${clustersFile('one')}ownership: [{ clusters: {}, mode: exclusive }]\n`,
  'fleet/grants.yaml': grantsFile(OPS_GRANT),
};

it('the first exclusive removes nothing before somebody has decided it, by its number', async () => {
  const sandbox = await startClusters([{ name: 'one', awsAuth: { mapRoles: BASE + OPS_ROW + FOREIGN } }]);
  await using made = together(sandbox, await user({ sandbox, files: FILES }));
  const rows = () => sandbox.cluster(arnOf('one')).awsAuth()?.['mapRoles'];
  await made.ann.run('catalog', 'push', 'fleet');
  const first = await made.ann.run('apply');
  expect(first).toMatchObject({ code: 3 });
  expect(first.stdout).toContain('roster apply --expect-removals 1');
  expect(rows()).toBe(BASE + OPS_ROW + FOREIGN);
  expect(await made.ann.run('apply', '--expect-removals', '2')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('apply with --expect-removals 1') as string,
  });
  expect(await made.ann.run('apply', '--expect-removals', 'two')).toMatchObject({ code: 2 });
  expect(rows()).toBe(BASE + OPS_ROW + FOREIGN);
  expect(await made.ann.run('apply', '--expect-removals', '1')).toMatchObject({ code: 0 });
  expect(rows()).not.toContain('CiDeploy');
});
