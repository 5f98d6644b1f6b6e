import type { Fleet } from '@roster/access';
import type { Catalog } from '@roster/reconcile';
import { digestOf } from './digest.ts';

/** A catalog that holds one fleet, from files, and nothing else. */
export function filesCatalog(fleet: Fleet): Catalog {
  const revision = { id: digestOf(fleet), fleet };
  return { read: (id = revision.id) => Promise.resolve(id === revision.id ? revision : undefined) };
}
