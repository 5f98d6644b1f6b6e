import { admissionsOf, canonicalPrincipal, renderTemplates, type Rendered } from '@roster/access';
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
  return found;
}

function byEntry(cluster: ClusterState, key: HeldKey): Mapped | undefined {
  if (cluster.mode === 'CONFIG_MAP') return undefined;
  const entry = cluster.entriesForToken().find((one) => one.principalArn === key.caller.principal);
  if (entry === undefined) return undefined;
  const policies = (entry.policies ?? []).map((policy) => policy.split('/').at(-1) ?? policy);
  const written = { username: entryUsername(entry), groups: entry.groups ?? [] };
  return { ...letIn(renderTemplates(written, sessionOf(cluster, key))), policies };
}

function byCreator(cluster: ClusterState, { caller }: HeldKey): Mapped | undefined {
  if (cluster.mode === 'API' || cluster.settings.creator !== caller.principal) return undefined;
  return { username: 'kubernetes-admin', groups: ['system:masters'], policies: [] };
}

function byRow(cluster: ClusterState, key: HeldKey): Mapped | undefined {
  const reading = cluster.mode === 'API' ? undefined : cluster.reading();
  const arn = canonicalPrincipal(key.caller.arn);
  if (reading === undefined || arn === undefined) return undefined;
  // Of several rows between which chance decides the first.
  const [admission] = admissionsOf(reading, { arn, session: sessionOf(cluster, key) });
  return admission === undefined ? undefined : { ...letIn(admission), policies: [] };
}

function letIn(rendered: Rendered): Pick<User, 'username' | 'groups'> {
  if (rendered.refused !== undefined) throw new NotMappedError(rendered.refused);
  return { username: rendered.username, groups: rendered.groups };
}

/** The name of an instance is made of its id, for there is no EC2 to ask. */
function sessionOf(cluster: ClusterState, { caller, accessKeyId }: HeldKey) {
  const { session } = idParts(caller);
  const privateDnsName = `${session}.${cluster.spec.region}.compute.internal`;
  return { accountId: caller.account, sessionName: session, accessKeyId, privateDnsName };
}
