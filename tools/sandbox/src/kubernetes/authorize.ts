import type { Binding } from '../options.ts';
import { findBinding, type Granting, type NamedBinding } from './bindings.ts';
import { StatusError } from './status.ts';
import type { User } from './user.ts';

export interface Attributes {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string | undefined;
  readonly namespace: string | undefined;
  readonly name?: string | undefined;
}

export interface Decision {
  readonly allowed: boolean;
  readonly reason: string;
}

export type Subject = Pick<User, 'username' | 'groups' | 'policies'>;

const NO: Decision = { allowed: false, reason: '' };

// The EKS user guide, access-policies: what of them a resource that the sandbox has can be asked for.
const POLICY_VERBS: Readonly<Record<string, readonly string[]>> = {
  AmazonEKSClusterAdminPolicy: ['*'],
  AmazonEKSAdminViewPolicy: ['get', 'list', 'watch'],
};

/** Whether the cluster's RBAC or an access policy allows it, with Kubernetes' reason; system:masters may everything. */
export function decide(cluster: Granting, subject: Subject, attributes: Attributes): Decision {
  if (subject.groups.includes('system:masters')) return { allowed: true, reason: '' };
  const { verb } = attributes;
  const policy = subject.policies.find((one) =>
    POLICY_VERBS[one]?.some((allowed) => allowed === '*' || allowed === verb),
  );
  if (policy !== undefined) return { allowed: true, reason: `EKS Access Policy: allowed by ${policy}` };
  const binding = findBinding(cluster, (one) => isFor(one, subject) && covers(one, attributes));
  return binding === undefined ? NO : { allowed: true, reason: reasonOf(binding) };
}

function isFor(binding: Binding, subject: Subject): boolean {
  const byGroup = binding.group !== undefined && subject.groups.includes(binding.group);
  return byGroup || (binding.user !== undefined && binding.user === subject.username);
}

function covers(
  binding: Binding,
  { verb, group, resource, subresource, namespace, name }: Attributes,
): boolean {
  const has = (list: readonly string[], one: string) => list.includes('*') || list.includes(one);
  const { apiGroups = ['*'], resourceNames = [] } = binding;
  if (binding.namespace !== undefined && binding.namespace !== namespace) return false;
  if (resourceNames.length > 0 && !resourceNames.includes(name ?? '')) return false;
  return (
    has(binding.verbs, verb) && has(apiGroups, group) && has(binding.resources, full(resource, subresource))
  );
}

// The words of apiserver's plugin/pkg/auth/authorizer/rbac, seen on a real one.
function reasonOf({ group, user, namespace, name }: NamedBinding): string {
  const subject = group === undefined ? `User "${user ?? ''}"` : `Group "${group}"`;
  if (namespace === undefined) {
    return `RBAC: allowed by ClusterRoleBinding "${name}" of ClusterRole "${name}" to ${subject}`;
  }
  return `RBAC: allowed by RoleBinding "${name}/${namespace}" of Role "${name}" to ${subject}`;
}

function full(resource: string, subresource: string | undefined): string {
  return subresource === undefined || subresource === '' ? resource : `${resource}/${subresource}`;
}

/** The 403 of the API server for a request that is not allowed. */
export function forbidden(user: Subject, attributes: Attributes): StatusError {
  const { verb, group, resource, subresource, namespace, name } = attributes;
  const scope = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const what = group === '' ? resource : `${resource}.${group}`;
  const about = name === undefined ? `${what} is forbidden` : `${what} "${name}" is forbidden`;
  const asked = `cannot ${verb} resource "${full(resource, subresource)}" in API group "${group}" ${scope}`;
  const details = {
    ...(name === undefined ? {} : { name }),
    ...(group === '' ? {} : { group }),
    kind: resource,
  };
  return new StatusError('Forbidden', `${about}: User "${user.username}" ${asked}`, details);
}
