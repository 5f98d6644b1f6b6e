import { principalKey, type OwnIdentity, type Reading } from '@roster/access';
import type { Admitted } from '@roster/workflow';
import type { ClusterTask } from '../ports/index.ts';
import { keyOf, type Seen } from './seen.ts';

/**
 * Our identities on the cluster: its two roles, else the one that Token came in by. One came in by a row when a row
 * maps it and no access entry overrides that; the creator of a cluster, for one, comes in without.
 */
export function ownIdentities(
  { cluster: { roles } }: ClusterTask,
  identity: Admitted['identity'],
  { reading, entries }: Seen,
): readonly OwnIdentity[] {
  const rows = [...reading.roles, ...reading.users];
  const mapped = new Set(rows.map(({ principal }) => principal));
  const arns = [roles.read, roles.write].flatMap((role) => role ?? callers(identity, reading));
  return [...new Set(arns)].map((arn) => {
    const key = keyOf(arn);
    return { arn, cameBy: mapped.has(key) && !entries.has(key) ? 'row' : 'other' };
  });
}

/** The caller's ARN; where the API server does not tell it, every row that gives the caller's username. */
function callers({ arn, username }: Admitted['identity'], { roles, users }: Reading): readonly string[] {
  if (arn !== '') return [arn];
  return [...roles, ...users].filter((row) => row.username === username).map((row) => principalKey(row.arn));
}
