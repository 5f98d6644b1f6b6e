import { canonicalPrincipal, matchIdentity, renderTemplates } from '@roster/access';
import type { ClusterState } from '../cluster/cluster-state.ts';
import { entryUsername } from '../eks/access-entries.ts';
import { idParts, type HeldKey } from '../sts/principals.ts';
import type { User } from './user.ts';

type Mapped = Pick<User, 'username' | 'groups' | 'policies'>;

/** Why a caller whose signature is right does not get in. */
export class NotMappedError extends Error {
  override name = 'NotMappedError';
}

/**
 * As whom a caller comes in: by its access entry where the API counts, which overrides a row; else as the creator;
 * else by the rows of aws-auth (facts.md: "Access entries"). NotMappedError: not at all.
 */
export function mapCaller(cluster: ClusterState, key: HeldKey): Mapped {
  const found = byEntry(cluster, key) ?? byCreator(cluster, key) ?? byRow(cluster, key);
  if (found === undefined) throw new NotMappedError(`${key.caller.arn} is not mapped`);
  const render = (text: string) => rendered(text, cluster, key);
  return { ...found, username: render(found.username), groups: found.groups.map(render) };
}

function byEntry(cluster: ClusterState, { caller }: HeldKey): Mapped | undefined {
  if (cluster.mode === 'CONFIG_MAP') return undefined;
  const entry = cluster.entriesForToken().find((one) => one.principalArn === caller.principal);
  if (entry === undefined) return undefined;
  const policies = (entry.policies ?? []).map((policy) => policy.split('/').at(-1) ?? policy);
  return { username: entryUsername(entry), groups: entry.groups ?? [], policies };
}

function byCreator(cluster: ClusterState, { caller }: HeldKey): Mapped | undefined {
  if (cluster.mode === 'API' || cluster.settings.creator !== caller.principal) return undefined;
  return { username: 'kubernetes-admin', groups: ['system:masters'], policies: [] };
}

function byRow(cluster: ClusterState, { caller }: HeldKey): Mapped | undefined {
  const reading = cluster.mode === 'API' ? undefined : cluster.reading();
  const arn = canonicalPrincipal(caller.arn);
  const match = reading === undefined || arn === undefined ? undefined : matchIdentity(reading, arn);
  return match === undefined ? undefined : { username: match.username, groups: match.groups, policies: [] };
}

/** Templates filled in; the name of an instance is made of its id, for there is no EC2 to ask. */
function rendered(text: string, cluster: ClusterState, { caller, accessKeyId }: HeldKey): string {
  const { session } = idParts(caller);
  const facts = { accountId: caller.account, sessionName: session, accessKeyId };
  if (!text.includes('{{EC2PrivateDNSName}}')) return renderTemplates(text, facts);
  // pkg/server/server.go, renderTemplate: only an instance's own session has a name to fill in.
  if (!/^i-(\w{8}|\w{17})$/.test(session))
    throw new NotMappedError('SessionName did not contain an instance id');
  return renderTemplates(text, {
    ...facts,
    ec2PrivateDnsName: `${session}.${cluster.spec.region}.compute.internal`,
  });
}
