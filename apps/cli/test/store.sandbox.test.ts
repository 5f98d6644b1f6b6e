import { stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeTables, STORE } from './deployed.ts';
import { arnOf, clustersFile, grantsFile, OPS_GRANT, startClusters } from './fleet.ts';
import { user } from './harness.ts';
import { begin } from './process.ts';

const FILES = { 'fleet/clusters.yaml': clustersFile('one'), 'fleet/grants.yaml': grantsFile(OPS_GRANT) };

it('a team shares the store in DynamoDB: what one pushes, another applies; nothing is kept on the machine', async () => {
  await using sandbox = await startClusters([{ name: 'one' }], { dynamodb: true });
  await using ann = await user({ files: FILES });
  await using bob = await user();
  const env = { ...sandbox.env, ROSTER_STORE: STORE };
  const roster = (...argv: readonly string[]) => begin(argv, { folder: ann.folder, env }).ended;
  const bobs = (...argv: readonly string[]) => begin(argv, { folder: bob.folder, env }).ended;

  const early = await roster('catalog', 'push', 'fleet');
  expect(early).toMatchObject({ code: 3, stdout: '' });
  expect(early.stderr).toContain('team-catalog');

  (await makeTables(sandbox)).destroy();
  expect(await roster('catalog', 'push', 'fleet')).toMatchObject({ code: 0 });
  expect(await bobs('plan')).toMatchObject({ code: 1 });
  expect(await bobs('apply', '-o', 'json')).toMatchObject({ code: 0 });
  expect(sandbox.cluster(arnOf('one')).awsAuth()?.['mapRoles']).toContain('Ops');
  expect(await roster('status')).toMatchObject({ code: 0 });
  await expect(stat(path.join(bob.folder, 'none'))).rejects.toThrow('ENOENT');

  expect(await roster('apply', '-f', 'fleet')).toMatchObject({ code: 2, stdout: '' });
  expect(await roster('plan', '-f', 'fleet')).toMatchObject({ code: 0 });
});
