import type { Fleet } from '@roster/access';
import type { Catalog, Revision } from '@roster/reconcile';
import { Fault } from '@roster/workflow';
import type { Table } from '../tables/table.ts';
import { readContent } from './content.ts';
import { currentRevision, listHeaders, readHeader, type RevisionHeader } from './headers.ts';
import { pushRevision, type Pushing } from './push.ts';

/** The catalog with its revisions. */
export interface CatalogStore extends Catalog {
  /** The number of the current revision; undefined where nothing was ever pushed. */
  current(): Promise<number | undefined>;
  /**
   * Stores a fleet as the next revision and makes it the current one.
   * @throws ConflictFault naming both revisions when the current one is not `expect`, or became another meanwhile;
   * BadInputFault when two clusters have one ARN, or two grants one name
   */
  push(fleet: Fleet, pushing: Pushing): Promise<RevisionHeader>;
  /** All revisions that were stored, the newest first. */
  revisions(): Promise<readonly RevisionHeader[]>;
  /** Stores the content of revision `n` as a new revision. NotFoundFault when there is no such revision. */
  rollback(n: number, pushing: Pushing): Promise<RevisionHeader>;
}

/** The catalog in its table (design.md: Storage). Its calls throw the faults of the store, as the journal's do. */
export function createCatalog(table: Table): CatalogStore {
  const read = (id?: string) => readRevision(table, id);
  return {
    read,
    current: () => currentRevision(table),
    push: (fleet, pushing) => pushRevision(table, fleet, pushing),
    revisions: () => listHeaders(table),
    rollback: async (n, pushing) => {
      const old = await read(String(n));
      if (old === undefined) throw new Fault('NotFoundFault', `table ${table.name} has no revision ${n}`);
      return pushRevision(table, old.fleet, { note: `content of revision ${n}`, ...pushing });
    },
  };
}

async function readRevision(table: Table, id?: string): Promise<Revision | undefined> {
  const n = id === undefined ? await currentRevision(table) : numberOf(id);
  const header = n === undefined ? undefined : await readHeader(table, n);
  if (header?.state !== 'stored') return undefined;
  return { id: String(header.n), fleet: await readContent(table, header) };
}

/** Only numbers as we write them: `files:…` and `01` name no stored revision. */
function numberOf(id: string): number | undefined {
  return /^[1-9]\d{0,9}$/.test(id) ? Number(id) : undefined;
}
