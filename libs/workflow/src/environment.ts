/** The environment of the workers: infra sets these names, and each worker reads those of its own row. */
export const ENV = {
  catalogTable: 'ROSTER_CATALOG_TABLE',
  journalTable: 'ROSTER_JOURNAL_TABLE',
} as const;
export type EnvKey = keyof typeof ENV;

/** What each worker is given, and nothing else. */
export const WORKER_ENV = {
  plan: ['catalogTable', 'journalTable'],
  token: ['journalTable'],
  apply: ['journalTable'],
  verify: ['journalTable'],
  report: ['journalTable'],
} as const satisfies Record<string, readonly EnvKey[]>;
export type WorkerName = keyof typeof WORKER_ENV;
export type WorkerEnv<W extends WorkerName> = Readonly<Record<(typeof WORKER_ENV)[W][number], string>>;

/**
 * A worker's environment, read once when it is built. Throws an Error that names every variable that is missing or
 * empty, all of them together.
 */
export function readEnv<W extends WorkerName>(
  worker: W,
  source: Readonly<Record<string, string | undefined>>,
): WorkerEnv<W> {
  const keys: readonly (typeof WORKER_ENV)[W][number][] = WORKER_ENV[worker];
  const missing = keys.map((key) => ENV[key]).filter((name) => !source[name]);
  if (missing.length > 0) throw new Error(`worker ${worker}: missing environment ${missing.join(', ')}`);
  return Object.fromEntries(keys.map((key) => [key, source[ENV[key]]])) as WorkerEnv<W>;
}
