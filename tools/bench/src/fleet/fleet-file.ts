import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFleet, type MadeFleet } from '@roster/sandbox';

/** A made-up fleet, and the folder in which it stands as a fleet file. */
export interface WrittenFleet {
  readonly fleet: MadeFleet;
  readonly folder: string;
}

const role = (name: string) => `arn:{partition}:iam::{account}:role/${name}`;

/** Two principals for every cluster, which none of them has yet: so the first apply changes each. */
const GRANTS = [
  {
    name: 'platform',
    principals: [{ roleName: 'OnCall' }, { arn: 'arn:aws:iam::900000000001:role/PlatformAdmin' }],
    username: 'platform',
    groups: ['platform-admins'],
    clusters: { matchExpressions: [{ key: 'env', operator: 'Exists' }] },
  },
];

export interface FleetSize {
  readonly clusters: number;
  /** For how many ms every API server lets its callers wait. */
  readonly distance: number;
}

/** Makes a fleet of so many clusters and writes it to `fleet.yaml` (JSON, which is YAML) in a new temporary folder. */
export async function writeFleet({ clusters, distance }: FleetSize): Promise<WrittenFleet> {
  const made = makeFleet({ clusters });
  const faults = distance > 0 ? { slowMs: distance } : {};
  const fleet = { ...made, clusters: made.clusters.map((cluster) => ({ ...cluster, faults })) };
  const folder = await mkdtemp(join(tmpdir(), 'roster-bench-'));
  const file = {
    apiVersion: 'roster/v1',
    defaults: { roles: { read: role('RosterRead'), write: role('RosterWrite') } },
    clusters: fleet.clusters.map(({ name, account, region, tags }) => ({
      name,
      account,
      region,
      labels: tags,
    })),
    grants: GRANTS,
  };
  await writeFile(join(folder, 'fleet.yaml'), JSON.stringify(file));
  return { fleet, folder };
}
