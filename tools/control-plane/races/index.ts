import { readFileSync } from 'node:fs';

export { audit, type Acknowledged, type Audit, type Race, type Version } from './audit.ts';
export { startWriters, type Log, type Writers, type WritersOptions } from './foreign-writers.ts';
export { watchHistory, type History } from './watch-history.ts';

/** The RBAC that the writers and the watcher need, beside Roster's: YAML documents. */
export const WRITERS_ACCESS = readFileSync(new URL('writers-access.yaml', import.meta.url), 'utf8');
