import type { Store } from '../store.ts';
import type { RunCatalog } from './run-input.ts';

/** The catalog of the store, as a run reads it. */
export function storedCatalog({ catalog }: Pick<Store, 'catalog'>): RunCatalog {
  return {
    read: (id) => catalog.read(id),
    currentId: async () => (await catalog.current())?.toString(),
  };
}
