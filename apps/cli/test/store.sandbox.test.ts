import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTables } from '@roster/catalog';
import type { Sandbox } from '@roster/sandbox';
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { arnOf, clustersFile, grantsFile, OPS_GRANT, REGION, startClusters } from './fleet.ts';
import { user } from './harness.ts';

const SCRIPT = path.resolve(import.meta.dirname, '../bin/roster.mjs');
const FILES = { 'fleet/clusters.yaml': clustersFile('one'), 'fleet/grants.yaml': grantsFile(OPS_GRANT) };

interface Machine {
  readonly sandbox: Sandbox;
  readonly folder: string;
}

/** The command as a process of its own, as one of a team calls it: the SDK reads endpoints from the environment. */
function teamMember({ sandbox, folder }: Machine) {
  const env = {
    ...sandbox.env,
    HOME: folder,
    XDG_STATE_HOME: `${folder}/none`,
    ROSTER_STORE: `dynamodb:${REGION}/team`,
  };
  return (...argv: readonly string[]) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      execFile(process.execPath, [SCRIPT, ...argv], { cwd: folder, env }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      });
    });
}

/** The tables, as a deployment makes them. */
async function makeTables({ env }: Sandbox): Promise<void> {
  const endpoint = env['AWS_ENDPOINT_URL_DYNAMODB'];
  const credentials = {
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
  };
  const client = new DynamoDBClient({
    region: REGION,
    credentials,
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  await createTables(client, 'team');
  client.destroy();
}

it('a team shares the store in DynamoDB: what one pushes, another applies; nothing is kept on the machine', async () => {
  await using sandbox = await startClusters([{ name: 'one' }], { dynamodb: true });
  await using ann = await user({ files: FILES });
  await using bob = await user();
  const [roster, bobs] = [ann, bob].map(({ folder }) => teamMember({ sandbox, folder }));
  if (roster === undefined || bobs === undefined) throw new Error('two users');

  const early = await roster('catalog', 'push', 'fleet');
  expect(early).toMatchObject({ code: 3, stdout: '' });
  expect(early.stderr).toContain('team-catalog');

  await makeTables(sandbox);
  expect(await roster('catalog', 'push', 'fleet')).toMatchObject({ code: 0 });
  expect(await bobs('plan')).toMatchObject({ code: 1 });
  expect(await bobs('apply', '-o', 'json')).toMatchObject({ code: 0 });
  expect(sandbox.cluster(arnOf('one')).awsAuth()?.['mapRoles']).toContain('Ops');
  expect(await roster('status')).toMatchObject({ code: 0 });
  await expect(stat(path.join(bob.folder, 'none'))).rejects.toThrow('ENOENT');

  expect(await roster('apply', '-f', 'fleet')).toMatchObject({ code: 2, stdout: '' });
  expect(await roster('plan', '-f', 'fleet')).toMatchObject({ code: 0 });
});
