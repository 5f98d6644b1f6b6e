import type { Cluster, Outcome } from '@roster/access';
import type { As, ClusterStatus } from '@roster/reconcile';
import { isFault } from '@roster/workflow';
import { concurrently } from '../report/concurrently.ts';
import { findingsOf, type Finding } from './finding.ts';
import { orError, type Subject } from './subject.ts';
import { unseen } from './unseen.ts';

const { ok, failed, skipped } = findingsOf('roles');

const AT_ONCE = 10;

/** Do the member roles let us in? Each read role is taken once; the write roles only where that is asked for. */
export async function checkRoles(subject: Subject): Promise<readonly Finding[]> {
  const { current, caller, request, store } = subject;
  if (current === undefined || current instanceof Error) {
    return [skipped('member roles', 'the catalog names them, and cannot be read')];
  }
  if (caller instanceof Error) return [skipped('member roles', 'nobody can take them without credentials')];
  const { clusters } = current.fleet;
  const [read, write] = [byRole(clusters, 'read'), byRole(clusters, 'write')];
  if (read.size + write.size === 0) {
    return [skipped('member roles', 'the catalog names none: clusters are visited as the caller')];
  }
  const known = await orError(store.journal.listStatus());
  const statuses = new Map((known instanceof Error ? [] : known).map((status) => [status.cluster, status]));
  const looked = await concurrently([...read], AT_ONCE, async ([role, of]) => {
    const error = await taken(subject, role, of);
    const came = error && isFault(error, 'DeniedFault') ? cameIn(of, statuses) : undefined;
    return judged(subject, role, { error, came });
  });
  return [...looked, ...(request.write ? await checkWrite(subject, write) : notTried(write))];
}

async function checkWrite(
  subject: Subject,
  roles: ReadonlyMap<string, readonly Cluster[]>,
): Promise<readonly Finding[]> {
  return concurrently([...roles], AT_ONCE, async ([role, of]) =>
    judged(subject, role, { error: await taken(subject, role, of), came: undefined }),
  );
}

function notTried(roles: ReadonlyMap<string, readonly Cluster[]>): readonly Finding[] {
  if (roles.size === 0) return [];
  return [skipped('write roles', 'not tried: --write takes each once, for who applies from here')];
}

function byRole(clusters: readonly Cluster[], as: As): ReadonlyMap<string, readonly Cluster[]> {
  const named = clusters.flatMap((cluster) => {
    const role = cluster.roles[as];
    return role === undefined ? [] : [{ role, cluster }];
  });
  const groups = Map.groupBy(named, ({ role }) => role);
  return new Map([...groups].map(([role, of]) => [role, of.map(({ cluster }) => cluster)]));
}

/** Takes the role, in the first of its clusters' Regions; the error where it does not let us in. */
async function taken(
  { outside }: Subject,
  role: string,
  [first]: readonly Cluster[],
): Promise<Error | undefined> {
  const region = first?.region ?? '';
  const credentials = await orError(outside.aws.credentials({ region, role, run: 'doctor' }));
  return credentials instanceof Error ? credentials : undefined;
}

/** When a run last came in by the role: one of its clusters ended so as only a cluster that was visited can. */
export function cameIn(
  clusters: readonly Cluster[],
  statuses: ReadonlyMap<string, ClusterStatus>,
): string | undefined {
  const seen = clusters.flatMap(({ arn }) => statuses.get(arn) ?? []);
  const inside = seen.filter(({ outcome }) => outcome !== undefined && wasVisited(outcome));
  return inside
    .map(({ at = '' }) => at)
    .sort()
    .at(-1);
}

function wasVisited({ kind, reason }: Outcome): boolean {
  switch (kind) {
    case 'inSync':
    case 'drifted':
    case 'changed':
    case 'healthy':
    case 'unhealthy':
    case 'rolledBack':
      return true;
    case 'blocked':
      // What is too large for the journal is told before anybody comes in.
      return reason !== 'size';
    case 'denied':
    case 'unreachable':
    case 'failed':
      return false;
  }
}

interface Taken {
  readonly error: Error | undefined;
  readonly came: string | undefined;
}

function judged({ caller, deployment }: Subject, role: string, { error, came }: Taken): Finding {
  if (error === undefined) return ok(role, 'lets us in');
  if (!isFault(error, 'DeniedFault')) return unseen('roles', role, error);
  const operator = operatorOf(caller instanceof Error ? 'you' : caller.arn);
  if (deployment !== undefined && came !== undefined) {
    return skipped(
      role,
      `does not let you in; a run came in by it at ${came.replace(/\.\d+Z$/, 'Z')}`,
      `for runs from here ${operator}`,
    );
  }
  return failed(
    role,
    'does not exist, or does not trust us',
    `deploy the member roles (infra/member) in its account, for this control plane; to come in from here ${operator}`,
  );
}

/** By which parameter of the member roles somebody is let in: a person of IAM Identity Center, or an IAM user. */
function operatorOf(who: string): string {
  const [, set] = /:assumed-role\/AWSReservedSSO_(.+)_[0-9a-f]{16}\//.exec(who) ?? [];
  if (set !== undefined) return `its OperatorPermissionSet must be ${set}`;
  return `its OperatorPrincipals must name ${who}, who needs MFA`;
}
