import type { Fleet } from '@roster/access';

/** A complete state of the catalog, and the name under which a run records it. */
export interface Revision {
  /** `n` for stored revisions (a decimal number), `files:<digest>` for files that were not stored. */
  readonly id: string;
  readonly fleet: Fleet;
}

/** What a run needs of the catalog. */
export interface Catalog {
  /** The revision of that id, or the current one. Undefined where there is none. */
  read(id?: string): Promise<Revision | undefined>;
}
