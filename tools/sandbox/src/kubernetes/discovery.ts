import type { ResourceRequest } from './request-info.ts';

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames?: readonly string[];
}

const READ = ['get', 'list'];
const CREATE = ['create'];
const review = (kind: string): Resource => ({
  name: `${kind.toLowerCase()}s`,
  kind,
  namespaced: false,
  verbs: CREATE,
});

/** Every resource that the sandbox has, by group and version. */
const RESOURCES: Readonly<Record<string, readonly Resource[]>> = {
  v1: [
    {
      name: 'configmaps',
      kind: 'ConfigMap',
      namespaced: true,
      verbs: [...READ, 'create', 'patch', 'update', 'delete'],
      shortNames: ['cm'],
    },
    { name: 'nodes', kind: 'Node', namespaced: false, verbs: READ, shortNames: ['no'] },
    { name: 'pods', kind: 'Pod', namespaced: true, verbs: READ, shortNames: ['po'] },
  ],
  'apps/v1': [{ name: 'daemonsets', kind: 'DaemonSet', namespaced: true, verbs: READ, shortNames: ['ds'] }],
  'rbac.authorization.k8s.io/v1': (
    [
      ['clusterroles', 'ClusterRole', false],
      ['clusterrolebindings', 'ClusterRoleBinding', false],
      ['roles', 'Role', true],
      ['rolebindings', 'RoleBinding', true],
    ] as const
  ).map(([name, kind, namespaced]) => ({ name, kind, namespaced, verbs: [...READ, 'patch'] })),
  'authentication.k8s.io/v1': [review('SelfSubjectReview')],
  'authorization.k8s.io/v1': [review('SelfSubjectAccessReview'), review('SubjectAccessReview')],
};

/** The kind of a resource, or undefined for one that the sandbox has not. */
export function kindOf(groupVersion: string, resource: string): string | undefined {
  return RESOURCES[groupVersion]?.find((one) => one.name === resource)?.kind;
}

/** Whether there is such a resource at such a place: of a namespace, or of none. */
export function isResource(about: ResourceRequest): boolean {
  const { group, version, resource, namespace, name } = about;
  const groupVersion = group === '' ? version : `${group}/${version}`;
  const found = RESOURCES[groupVersion]?.find((one) => one.name === resource);
  if (found?.namespaced === true) return namespace !== undefined || name === undefined;
  return found !== undefined && namespace === undefined;
}

/** The documents at /api, /apis, /api/v1, /apis/<group> and /apis/<group>/<version>; undefined elsewhere. */
export function discovery(path: string): object | undefined {
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'] };
  const groups = Object.keys(RESOURCES).filter((one) => one !== 'v1');
  if (path === '/apis') return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map(groupOf) };
  const [, name = ''] = /^\/(?:api|apis)\/(.+)$/.exec(path) ?? [];
  const resources = path === `/${name === 'v1' ? 'api' : 'apis'}/${name}` ? RESOURCES[name] : undefined;
  if (resources !== undefined) {
    const withSingular = resources.map((one) => ({ ...one, singularName: one.kind.toLowerCase() }));
    return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: name, resources: withSingular };
  }
  const group = groups.find((one) => path === `/apis/${one.split('/')[0] ?? ''}`);
  return group === undefined ? undefined : { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(group) };
}

function groupOf(groupVersion: string) {
  const [name, version] = groupVersion.split('/');
  const only = { groupVersion, version };
  return { name, versions: [only], preferredVersion: only };
}
