import { admissionsOf, canonicalPrincipal, readAwsAuth } from '@roster/access';
import type { Identity } from '@roster/workflow';
import type { FakeCluster } from './fake-cluster.ts';

/**
 * Who the principal is on that cluster, by the authenticator's own rules: its access entry first where the mode has
 * entries (facts.md: Access entries), then the rows of aws-auth, then the cluster's creator. Undefined: a 401.
 */
export function identify(cluster: FakeCluster, principal: string): Identity | undefined {
  const arn = canonicalPrincipal(principal) ?? principal;
  if (cluster.refused.has(arn)) return undefined;
  const found = byEntry(cluster, principal) ?? byCreator(cluster, arn) ?? byRow(cluster, arn);
  return found && { ...found, groups: [...found.groups, 'system:authenticated'], arn };
}

type Access = Pick<Identity, 'username' | 'groups'>;

function byEntry(cluster: FakeCluster, principal: string): Access | undefined {
  if (cluster.authenticationMode === 'CONFIG_MAP') return undefined;
  const entry = cluster.accessEntries.find((each) => each.principalArn === principal);
  return entry && { username: entry.username ?? principal, groups: [...(entry.groups ?? [])] };
}

function byRow(cluster: FakeCluster, arn: string): Access | undefined {
  const data = cluster.rowsForToken();
  if (cluster.authenticationMode === 'API' || data === undefined) return undefined;
  const session = { accountId: arn.split(':')[4] ?? '', sessionName: 'roster', accessKeyId: 'AKIAFAKE' };
  const [admission] = admissionsOf(readAwsAuth(data), { arn, session });
  if (admission === undefined || admission.refused !== undefined) return undefined;
  return { username: admission.username, groups: [...admission.groups] };
}

function byCreator(cluster: FakeCluster, arn: string): Access | undefined {
  const may = cluster.authenticationMode !== 'API' && cluster.creator === arn;
  return may ? { username: 'kubernetes-admin', groups: ['system:masters'] } : undefined;
}
