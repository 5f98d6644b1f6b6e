import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clusterArn } from '@roster/access';
import { connectAws, createCloud } from '@roster/eks';
import { spawnSandbox, type MadeFleet, type RemoteSandbox } from '@roster/sandbox';
import type { Place } from './kubeconfig.ts';

/** Everything that is measured on: a sandbox in a process of its own, and a folder with the fleet file. */
export interface Setting extends AsyncDisposable {
  readonly sandbox: RemoteSandbox;
  readonly folder: string;
  readonly fleet: MadeFleet;
}

const GRANTS = [
  {
    name: 'platform',
    principals: [{ roleName: 'OnCall' }, { roleName: 'PlatformAdmin' }],
    username: 'platform',
    groups: ['platform-admins'],
    clusters: { matchExpressions: [{ key: 'env', operator: 'Exists' }] },
  },
];

export async function setUp(fleet: MadeFleet): Promise<Setting> {
  const folder = await mkdtemp(path.join(tmpdir(), 'roster-bench-'));
  const clusters = fleet.clusters.map(({ name, account, region, tags }) => {
    return { name, account, region, labels: tags };
  });
  const file = { apiVersion: 'roster/v1', clusters, grants: GRANTS };
  await writeFile(path.join(folder, 'fleet.yaml'), JSON.stringify(file));
  const sandbox = await spawnSandbox({ ...fleet, dynamodb: false });
  const end = async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true });
  };
  return { sandbox, folder, fleet, [Symbol.asyncDispose]: end };
}

/** Where each cluster is, asked once, as `aws eks update-kubeconfig` does. */
export async function placesOf({ sandbox, fleet }: Setting): Promise<readonly Place[]> {
  const cloud = createCloud(connectAws({ env: sandbox.env, clock: () => new Date() }));
  const places: Place[] = [];
  for (const { name, account, region } of fleet.clusters) {
    const arn = clusterArn({ name, account, region });
    const cluster = { arn, name, account, region, labels: {}, roles: {}, checks: NO_CHECKS };
    const described = await cloud.describe({ cluster, as: 'read', run: 'bench' });
    if (described.kind !== 'active') throw new Error(`${arn} is not active`);
    const { endpoint, certificateAuthority: ca } = described.facts;
    places.push({ name, region, endpoint, ca });
  }
  return places;
}

const NO_CHECKS = { daemonSets: [], pods: [], access: [] };

/** Writes for each cluster what the run has written there, as a merge patch; gives the folder. */
export async function writePatches({ sandbox, folder, fleet }: Setting): Promise<string> {
  const patches = path.join(folder, 'patches');
  await mkdir(patches);
  for (const { name, account, region } of fleet.clusters) {
    const data = await sandbox.cluster(clusterArn({ name, account, region })).awsAuth();
    await writeFile(path.join(patches, `${name}.patch`), JSON.stringify({ data }));
  }
  return patches;
}
