import { canonicalPrincipal } from '@roster/access';
import { matchIdentity, renderTemplates } from '../cluster/aws-auth-reader.ts';
import type { ClusterState } from '../cluster/cluster-state.ts';
import { entryUsername } from '../eks/access-entries.ts';
import { idParts, type Caller } from '../sts/principals.ts';
import type { User } from './user.ts';

type Mapped = Pick<User, 'username' | 'groups' | 'policies'>;

/**
 * As whom a caller comes in: by its access entry where the API counts, which overrides a row; else as the creator;
 * else by the rows of aws-auth (facts.md: "Access entries"). Undefined: not at all.
 */
export function mapCaller(cluster: ClusterState, caller: Caller, accessKeyId: string): Mapped | undefined {
  const found = byEntry(cluster, caller) ?? byCreator(cluster, caller) ?? byRow(cluster, caller);
  if (found === undefined) return undefined;
  const { session } = idParts(caller);
  const facts = { accountId: caller.account, sessionName: session, accessKeyId };
  const render = (text: string) => renderTemplates(text, facts);
  return { ...found, username: render(found.username), groups: found.groups.map(render) };
}

function byEntry(cluster: ClusterState, caller: Caller): Mapped | undefined {
  if (cluster.mode === 'CONFIG_MAP') return undefined;
  const entry = cluster.settings.accessEntries?.find((one) => one.principalArn === caller.principal);
  if (entry === undefined) return undefined;
  const policies = (entry.policies ?? []).map((policy) => policy.split('/').at(-1) ?? policy);
  return { username: entryUsername(entry), groups: entry.groups ?? [], policies };
}

function byCreator(cluster: ClusterState, caller: Caller): Mapped | undefined {
  if (cluster.mode === 'API' || cluster.settings.creator !== caller.principal) return undefined;
  return { username: 'kubernetes-admin', groups: ['system:masters'], policies: [] };
}

function byRow(cluster: ClusterState, caller: Caller): Mapped | undefined {
  const reading = cluster.mode === 'API' ? undefined : cluster.reading();
  const arn = canonicalPrincipal(caller.arn);
  const match = reading === undefined || arn === undefined ? undefined : matchIdentity(reading, arn);
  return match === undefined ? undefined : { username: match.username, groups: match.groups, policies: [] };
}
