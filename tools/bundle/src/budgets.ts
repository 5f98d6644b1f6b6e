import type { WorkerName } from '@roster/workflow';

/** What a worker may cost at a cold start. */
export interface Budget {
  /** Of the bundle, in KB of 1,000 bytes. A bundle over it fails the build. */
  readonly kilobytes: number;
  /** To import the bundle in a fresh Node, in ms: measured by `npm run bench -- bundles`, for times vary by machine. */
  readonly importMs: number;
}

export const BUDGETS: Readonly<Record<WorkerName, Budget>> = {
  plan: { kilobytes: 1300, importMs: 190 },
  token: { kilobytes: 2600, importMs: 380 },
  apply: { kilobytes: 2600, importMs: 380 },
  verify: { kilobytes: 2600, importMs: 380 },
  report: { kilobytes: 1300, importMs: 190 },
};
