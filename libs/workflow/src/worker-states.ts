/** The states that a worker runs: a local run gives a handler for each, a deployment a function. */
export const WORKER_STATES = ['OpenRun', 'Token', 'Apply', 'Verify', 'Rollback', 'Gate', 'CloseRun'] as const;
export type WorkerState = (typeof WORKER_STATES)[number];
