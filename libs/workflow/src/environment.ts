/** The environment of the workers: infra sets these names, and each worker reads those of its own row. */
export const ENV = {
  catalogTable: 'ROSTER_CATALOG_TABLE',
  journalTable: 'ROSTER_JOURNAL_TABLE',
  /** Of the deployment: what its names begin with, and its events and metrics carry. */
  prefix: 'ROSTER_PREFIX',
  /** What the stack fixes, and no catalog can loosen: JSON (`readLimits`). */
  limits: 'ROSTER_LIMITS',
} as const;
export type EnvKey = keyof typeof ENV;

/** Where a worker runs, and the tables lie: Lambda itself sets it, and lets nobody else. */
const REGION = 'AWS_REGION';

/** What infra gives each worker, and nothing else. */
export const WORKER_ENV = {
  plan: ['catalogTable', 'journalTable'],
  token: ['journalTable'],
  apply: ['journalTable', 'limits'],
  verify: ['journalTable'],
  report: ['journalTable', 'prefix'],
} as const satisfies Record<string, readonly EnvKey[]>;
export type WorkerName = keyof typeof WORKER_ENV;
export const WORKERS = Object.keys(WORKER_ENV) as readonly WorkerName[];
export type WorkerEnv<W extends WorkerName> = Readonly<
  Record<(typeof WORKER_ENV)[W][number] | 'region', string>
>;

/**
 * A worker's environment, read once when it is built. Throws an Error that names every variable that is missing or
 * empty, all of them together.
 */
export function readEnv<W extends WorkerName>(
  worker: W,
  source: Readonly<Record<string, string | undefined>>,
): WorkerEnv<W> {
  const names = Object.fromEntries([
    ...WORKER_ENV[worker].map((key) => [key, ENV[key]] as const),
    ['region', REGION] as const,
  ]);
  const missing = Object.values(names).filter((name) => !source[name]);
  if (missing.length > 0) throw new Error(`worker ${worker}: missing environment ${missing.join(', ')}`);
  return Object.fromEntries(Object.entries(names).map(([key, name]) => [key, source[name]])) as WorkerEnv<W>;
}
