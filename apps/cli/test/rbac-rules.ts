import { parseAllDocuments, stringify } from 'yaml';

/** One verb on one resource, as one rule of a manifest grants it. */
export interface Permission {
  readonly apiGroup: string;
  readonly resource: string;
  readonly verb: string;
  /** Empty: any name. */
  readonly name: string;
  /** Empty: in all of them. */
  readonly namespace: string;
}

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly rules?: readonly Rule[];
}

const read = (text: string) =>
  parseAllDocuments(text).map((document) => document.toJS() as unknown as Manifest);

/** All that the roles of these manifests grant, one by one. */
export function permissionsOf(manifests: string): readonly Permission[] {
  return read(manifests).flatMap(({ metadata: { namespace = '' }, rules = [] }) =>
    rules.flatMap((rule) => flat(rule, namespace)),
  );
}

/** The permissions of a rule, as manifests and SelfSubjectRulesReview write it. */
export function flat(rule: Rule, namespace: string): readonly Permission[] {
  const names = rule.resourceNames ?? [''];
  return rule.apiGroups.flatMap((apiGroup) =>
    rule.resources.flatMap((resource) =>
      rule.verbs.flatMap((verb) => names.map((name) => ({ apiGroup, resource, verb, name, namespace }))),
    ),
  );
}

/** The manifests without this one permission. */
export function without(manifests: string, permission: Permission): string {
  const documents = read(manifests).map((manifest) => {
    const { metadata, rules } = manifest;
    if (rules === undefined || (metadata.namespace ?? '') !== permission.namespace) return manifest;
    return { ...manifest, rules: rules.flatMap((rule) => cut(rule, permission)) };
  });
  return documents.map((document) => stringify(document)).join('---\n');
}

/** A rule for each of the permissions that are left. */
function cut(rule: Rule, permission: Permission): readonly Rule[] {
  return flat(rule, permission.namespace)
    .filter((one) => keyOf(one) !== keyOf(permission))
    .map(({ apiGroup, resource, verb, name }) => ({
      ...{ apiGroups: [apiGroup], resources: [resource], verbs: [verb] },
      ...(name === '' ? {} : { resourceNames: [name] }),
    }));
}

/** In one line: `get configmaps aws-auth in kube-system`. */
export function keyOf({ apiGroup, resource, verb, name, namespace }: Permission): string {
  const what = apiGroup === '' ? resource : `${resource}.${apiGroup}`;
  return [verb, what, name, namespace && `in ${namespace}`].filter(Boolean).join(' ');
}
