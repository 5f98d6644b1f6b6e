export { createJournal } from './journal/journal.ts';
export { createCatalog, type CatalogStore } from './revisions/catalog-store.ts';
export type { RevisionHeader } from './revisions/headers.ts';
export type { Pushing } from './revisions/push.ts';
export { createStoreClient } from './tables/client.ts';
export { createTables, tableNames } from './tables/create-tables.ts';
export { rawOperations, type RawOperations } from './tables/raw-operations.ts';
export type { Table } from './tables/table.ts';
