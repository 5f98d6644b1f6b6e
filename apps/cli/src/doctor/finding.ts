/** What the doctor looks at, in the order in which one rests on another. */
export const CHECK_NAMES = [
  'credentials',
  'clock',
  'store',
  'tables',
  'catalog',
  'machines',
  'schedules',
  'roles',
  'cluster',
] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/** `skipped`: could not be looked at, or need not be. */
export type State = 'ok' | 'warning' | 'failed' | 'skipped';

/** One line of the doctor's report. */
export interface Finding {
  readonly check: CheckName;
  readonly state: State;
  /** The thing that was looked at: a table, a role's ARN. */
  readonly about: string;
  readonly found: string;
  /** What to do; empty where there is nothing to do. */
  readonly remedy: string;
}

/** The findings of one check. */
export function findingsOf(check: CheckName) {
  const of = (state: State) => (about: string, found: string, remedy: string) =>
    ({ check, state, about, found, remedy }) as const satisfies Finding;
  return {
    ok: (about: string, found: string) => of('ok')(about, found, ''),
    warning: of('warning'),
    failed: of('failed'),
    skipped: (about: string, found: string, remedy = '') => of('skipped')(about, found, remedy),
  };
}
