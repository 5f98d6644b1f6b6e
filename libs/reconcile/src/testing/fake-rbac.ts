import type { FakeBinding } from './fake-cluster.ts';

export interface Subject {
  readonly user?: string;
  readonly groups: readonly string[];
}

export interface Deed {
  readonly verb: string;
  /** With its subresource, as in `pods/log`. */
  readonly resource: string;
  /** Absent: the core group. */
  readonly apiGroup?: string;
  /** Of the one object that it is about. */
  readonly name?: string;
}

/** True when the bindings let the subject do that. system:masters may do everything, whatever the bindings say. */
export function bound(all: readonly FakeBinding[], subject: Subject, deed: Deed): boolean {
  if (subject.groups.includes('system:masters')) return true;
  return all.some((binding) => isAbout(binding, subject) && covers(binding, deed));
}

function isAbout({ group, user }: FakeBinding, subject: Subject): boolean {
  if (group !== undefined && subject.groups.includes(group)) return true;
  return user !== undefined && user === subject.user;
}

function covers(binding: FakeBinding, { verb, resource, apiGroup = '', name }: Deed): boolean {
  const { verbs, resources, apiGroups = ['*'], resourceNames } = binding;
  if (resourceNames !== undefined && !resourceNames.includes(name ?? '')) return false;
  return has(verbs, verb) && has(resources, resource) && has(apiGroups, apiGroup);
}

function has(list: readonly string[], word: string): boolean {
  return list.includes('*') || list.includes(word);
}
