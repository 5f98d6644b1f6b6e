import { principalKey, type OwnIdentity, type Reading } from '@roster/access';
import type { Admitted } from '@roster/workflow';
import type { ClusterTask, ConfigMap } from '../ports/index.ts';
import { keyOf, seenOf, type Seen } from './seen.ts';

/**
 * Our identities on the cluster: its two roles, and the one that Token came in by, whatever the task says. One came in
 * by a row when a row maps it and no access entry overrides that; the creator of a cluster, for one, comes in without.
 */
export function ownIdentities(
  { cluster: { roles } }: ClusterTask,
  identity: Admitted['identity'],
  { reading, entries }: Seen,
): readonly OwnIdentity[] {
  const rows = [...reading.roles, ...reading.users];
  const mapped = new Set(rows.map(({ principal }) => principal));
  const arns = [roles.read, roles.write].flatMap((role) => role ?? []);
  const came = arns.length === 2 && identity.arn === '' ? [] : callers(identity, reading);
  const byKey = new Map([...came, ...arns].map((arn) => [keyOf(arn), arn]));
  // Without a role that writes, whoever came in does.
  const writers = new Set((roles.write === undefined ? came : [roles.write]).map(keyOf));
  return [...byKey].map(([key, arn]) => {
    const cameBy = mapped.has(key) && !entries.has(key) ? 'row' : 'other';
    return { arn, cameBy, ...(writers.has(key) ? { writes: true } : {}) };
  });
}

/** ARNs of our identities on a cluster of which only the document is known. */
export function ownArns(
  task: ClusterTask,
  identity: Admitted['identity'],
  live: ConfigMap | undefined,
): readonly string[] {
  return ownIdentities(task, identity, seenOf(live, new Map())).map(({ arn }) => arn);
}

/** The caller's ARN; where the API server does not tell it, every row that gives the caller's username. */
function callers({ arn, username }: Admitted['identity'], { roles, users }: Reading): readonly string[] {
  if (arn !== '') return [arn];
  return [...roles, ...users].filter((row) => row.username === username).map((row) => principalKey(row.arn));
}
