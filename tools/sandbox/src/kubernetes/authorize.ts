import type { Binding } from '../options.ts';
import { StatusError } from './status.ts';
import type { User } from './user.ts';

export interface Attributes {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly namespace: string | undefined;
  readonly name?: string | undefined;
}

export interface Decision {
  readonly allowed: boolean;
  readonly reason: string;
}

type Subject = Pick<User, 'username' | 'groups' | 'policies'>;

const READ = { verbs: ['get', 'list'], resources: ['configmaps', 'nodes', 'pods', 'daemonsets'] };
const REVIEW = { verbs: ['create'], resources: ['subjectaccessreviews'] };
const SELF = ['selfsubjectreviews', 'selfsubjectaccessreviews'];

/** What every cluster grants: the open reviews, and what Roster's two roles need. */
export const DEFAULT_BINDINGS: readonly Binding[] = [
  { group: 'system:authenticated', verbs: ['create'], resources: SELF },
  ...['roster:read', 'roster:write'].flatMap((group) => [
    { group, ...READ },
    { group, ...REVIEW },
  ]),
  {
    group: 'roster:write',
    verbs: ['create', 'patch', 'update'],
    resources: ['configmaps'],
    namespace: 'kube-system',
  },
];

// The EKS user guide, access-policies: what of them a resource that the sandbox has can be asked for.
const POLICY_VERBS: Readonly<Record<string, readonly string[]>> = {
  AmazonEKSClusterAdminPolicy: ['*'],
  AmazonEKSAdminViewPolicy: ['get', 'list', 'watch'],
};

/** Whether RBAC or an access policy allows it, with Kubernetes' reason; system:masters may everything. */
export function decide(bindings: readonly Binding[], subject: Subject, attributes: Attributes): Decision {
  if (subject.groups.includes('system:masters')) return { allowed: true, reason: '' };
  const { verb } = attributes;
  const policy = subject.policies.find((one) =>
    POLICY_VERBS[one]?.some((allowed) => allowed === '*' || allowed === verb),
  );
  if (policy !== undefined) return { allowed: true, reason: `EKS Access Policy: allowed by ${policy}` };
  const binding = bindings.find((one) => isFor(one, subject) && covers(one, attributes));
  return binding === undefined
    ? { allowed: false, reason: '' }
    : { allowed: true, reason: reasonOf(binding) };
}

function isFor(binding: Binding, subject: Subject): boolean {
  const byGroup = binding.group !== undefined && subject.groups.includes(binding.group);
  return byGroup || (binding.user !== undefined && binding.user === subject.username);
}

function covers(binding: Binding, { verb, resource, namespace }: Attributes): boolean {
  const has = (list: readonly string[], one: string) => list.includes('*') || list.includes(one);
  if (binding.namespace !== undefined && binding.namespace !== namespace) return false;
  return has(binding.verbs, verb) && has(binding.resources, resource);
}

function reasonOf({ group, user, namespace }: Binding): string {
  const subject = group === undefined ? `User "${user ?? ''}"` : `Group "${group}"`;
  const role = (group ?? user ?? '').replaceAll(':', '-');
  if (namespace === undefined)
    return `RBAC: allowed by ClusterRoleBinding "${role}" of ClusterRole "${role}" to ${subject}`;
  return `RBAC: allowed by RoleBinding "${role}/${namespace}" of Role "${role}" to ${subject}`;
}

/** The 403 of the API server for a request that is not allowed. */
export function forbidden(
  user: Subject,
  { verb, group, resource, namespace, name }: Attributes,
): StatusError {
  const scope = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const what = group === '' ? resource : `${resource}.${group}`;
  const about = name === undefined ? `${what} is forbidden` : `${what} "${name}" is forbidden`;
  const who = `User "${user.username}" cannot ${verb} resource "${resource}" in API group "${group}" ${scope}`;
  const details = {
    ...(name === undefined ? {} : { name }),
    ...(group === '' ? {} : { group }),
    kind: resource,
  };
  return new StatusError('Forbidden', `${about}: ${who}`, details);
}
