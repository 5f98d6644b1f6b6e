export type * from './bootstrap.ts';
export type * from './catalog.ts';
export type * from './cloud.ts';
export type * from './cluster-api.ts';
export type * from './health.ts';
export type * from './journal.ts';
export type * from './run-events.ts';
