/** The states that a worker runs: a local run gives a handler for each, a deployment a function. */
export const WORKER_STATES = ['OpenRun', 'Token', 'Apply', 'Verify', 'Rollback', 'Gate', 'CloseRun'] as const;
export type WorkerState = (typeof WORKER_STATES)[number];

/** States that run another state's worker on the same input: a second way into it, with other errors to catch. */
export const SECOND_WAYS = { Settle: 'Apply' } as const satisfies Record<string, WorkerState>;

/** The branches of Wake, one for each worker of Shards: each is called with a `WakeCall`, and answers at once. */
export const WAKE_STATES = ['WakeToken', 'WakeApply', 'WakeVerify'] as const;
