import type { Revision } from '@roster/reconcile';
import type { Store } from '../store.ts';
import type { RunCatalog } from './run-input.ts';

/** The catalog of the store, as a run reads it: a revision never changes, so each is read once. */
export function storedCatalog({ catalog }: Pick<Store, 'catalog'>): RunCatalog {
  const known = new Map<string, Promise<Revision | undefined>>();
  const once = (id: string) => {
    const read =
      known.get(id) ??
      catalog.read(id).catch((error: unknown) => {
        known.delete(id); // another try reads again
        throw error;
      });
    known.set(id, read);
    return read;
  };
  return {
    read: async (id) => {
      const wanted = id ?? (await catalog.current())?.toString();
      return wanted === undefined ? undefined : once(wanted);
    },
    currentId: async () => (await catalog.current())?.toString(),
  };
}
