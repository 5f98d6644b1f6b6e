import type { FakeBinding } from './fake-cluster.ts';

export interface Subject {
  readonly user?: string;
  readonly groups: readonly string[];
}

/** True when the bindings let the subject do that. system:masters may do everything, whatever the bindings say. */
export function bound(
  all: readonly FakeBinding[],
  subject: Subject,
  verb: string,
  resource: string,
): boolean {
  if (subject.groups.includes('system:masters')) return true;
  return all.some(
    (binding) =>
      isAbout(binding, subject) && covers(binding.verbs, verb) && covers(binding.resources, resource),
  );
}

function isAbout({ group, user }: FakeBinding, subject: Subject): boolean {
  if (group !== undefined && subject.groups.includes(group)) return true;
  return user !== undefined && user === subject.user;
}

function covers(list: readonly string[], word: string): boolean {
  return list.includes('*') || list.includes(word);
}
