import type { Admission } from '@roster/access';
import type { ClusterApi, Connection } from '@roster/reconcile';
import { isFault } from '@roster/workflow';
import type { Note } from './question.ts';

/** Looks that nearly every binding allows: a group that may do none of them most likely has none. */
const LOOKS = [
  { verb: 'list', resource: 'pods' },
  { verb: 'list', resource: 'nodes' },
  { verb: 'get', resource: 'configmaps' },
] as const;

interface Asked {
  readonly connection: Connection;
  readonly clusterApi: ClusterApi;
}

/**
 * Which of the groups seem to be bound to nothing. Asking takes a right of its own (create subjectaccessreviews), and
 * the answer so far does not depend on it: where it cannot be asked, the note says so.
 */
export async function bindingNotes(admission: Admission, asked: Asked): Promise<readonly Note[]> {
  if (admission.refused !== undefined) return [];
  const open = admission.open.map((name) => `{{${name}}}`);
  const groups = admission.groups.filter(
    (group) => !group.startsWith('system:') && !open.some((template) => group.includes(template)),
  );
  try {
    return (await Promise.all(groups.map((group) => bindingNote(group, asked)))).flat();
  } catch (error) {
    if (!isFault(error)) throw error;
    const message = `not checked: whether the groups ${groups.join(', ')} are bound to any role (${error.message})`;
    return [{ code: 'bindings-unknown', message }];
  }
}

async function bindingNote(group: string, { connection, clusterApi }: Asked): Promise<readonly Note[]> {
  const allowed = await Promise.all(
    LOOKS.map((look) => clusterApi.accessReview(connection, { group, ...look })),
  );
  if (allowed.includes(true)) return [];
  const message = `the group ${group} may neither list pods or nodes nor get configmaps: is it bound to any role?`;
  return [{ code: 'group-without-binding', message }];
}
