import type { Binding, ClusterSettings } from '../options.ts';

/** A binding, and what it and its role are called. */
export interface NamedBinding extends Binding {
  readonly name: string;
}

const CORE = [''];
const AUTHORIZATION = 'authorization.k8s.io';
const IN_KUBE_SYSTEM = { namespace: 'kube-system', apiGroups: CORE, resources: ['configmaps'] };
const AWS_AUTH = { ...IN_KUBE_SYSTEM, resourceNames: ['aws-auth'] };

const LOOK: readonly Binding[] = [
  { apiGroups: CORE, resources: ['nodes', 'pods'], verbs: ['list'] },
  { apiGroups: ['apps'], resources: ['daemonsets'], verbs: ['get'] },
  { apiGroups: [AUTHORIZATION], resources: ['subjectaccessreviews'], verbs: ['create'] },
  { ...AWS_AUTH, verbs: ['get'] },
];
const WRITE: readonly Binding[] = [
  { ...AWS_AUTH, verbs: ['patch'] },
  { ...IN_KUBE_SYSTEM, verbs: ['create'] },
];
/** ClusterRole system:basic-user. */
const ASK: readonly Binding[] = [
  { apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'], verbs: ['create'] },
  { apiGroups: [AUTHORIZATION], resources: ['selfsubjectaccessreviews'], verbs: ['create'] },
];

/** What every cluster grants: the reviews of oneself, and to Roster's two groups what infra/rbac does, no more. */
export const EVERYWHERE: readonly NamedBinding[] = [
  ...ASK.map((one) => ({ ...one, group: 'system:authenticated', name: 'system:basic-user' })),
  ...LOOK.map((one) => ({ ...one, group: 'roster:read', name: 'roster:read' })),
  ...[...LOOK, ...WRITE].map((one) => ({ ...one, group: 'roster:write', name: 'roster:write' })),
];

const FRESH: readonly NamedBinding[] = EVERYWHERE.filter(({ name }) => name === 'system:basic-user');

/** What of a cluster says who may do what there. */
export interface Granting {
  readonly settings: Pick<ClusterSettings, 'rosterGroups' | 'bindings'>;
  readonly rbac: { readonly bindings: readonly NamedBinding[] };
}

/** The first binding that fits: those that every cluster has, what was applied, then its own, named for their group or user. */
export function findBinding(
  { settings, rbac }: Granting,
  fits: (binding: Binding) => boolean,
): NamedBinding | undefined {
  const given = settings.rosterGroups === false ? FRESH : EVERYWHERE;
  const found = given.find(fits) ?? rbac.bindings.find(fits);
  if (found !== undefined) return found;
  const mine = settings.bindings?.find(fits);
  return mine && { ...mine, name: mine.group ?? mine.user ?? '' };
}
