import type { Revision } from '@roster/reconcile';
import type { Store } from '../store.ts';
import { UsageError } from '../usage-error.ts';

/** That revision, or the current one. UsageError where there is none. */
export async function readRevision({ catalog }: Store, id: string | undefined): Promise<Revision> {
  const revision = await catalog.read(id);
  if (revision !== undefined) return revision;
  throw new UsageError(
    id === undefined
      ? 'the store holds no fleet yet: roster catalog push FILE… stores one'
      : `there is no revision ${id}: roster catalog revisions lists them`,
  );
}
