import { GUARDRAILS } from '@roster/access';
import type { Mode, RowCounts } from '@roster/workflow';
import { amount } from '../output/plural.ts';
import type { StandingKind } from './outcome-word.ts';
import type { ReportedCluster } from './run-report.ts';

const TOLD = [
  ['add', 'to add', 'added'],
  ['replace', 'to replace', 'replaced'],
  ['remove', 'to remove', 'removed'],
] as const satisfies readonly (readonly [keyof RowCounts, string, string])[];

/** True where the rows that differed were written, and stand. */
export const wasWritten = (outcome: StandingKind, mode: Mode): boolean =>
  mode !== 'plan' && (outcome === 'changed' || outcome === 'unhealthy');

/** Reasons by which single changes are withheld, while the others are written. */
const WITHHOLD: ReadonlySet<string> = new Set([
  ...GUARDRAILS.map(({ name }) => name),
  ...['uneditable', 'held', 'size'],
]);

/** The rows are written, all of them perhaps; what is left is in no row. */
const BESIDE_ROWS: ReadonlySet<string> = new Set(['deniedAccount', 'deniedEntry']);

/** The rows that differ, adopted ones not counted. */
export const differing = ({ add, replace, remove }: RowCounts): number => add + replace + remove;

/** True where a rule withholds some of the changes, and the others may be written, or were. */
export const isPartial = (
  { outcome, reason }: Pick<ReportedCluster, 'outcome' | 'reason'>,
  rows: RowCounts,
): boolean =>
  outcome === 'blocked' &&
  (BESIDE_ROWS.has(reason) || (WITHHOLD.has(reason) && rows.withheld > 0)) &&
  rows.withheld < differing(rows);

/** `rows: 9 to add, 1 to remove`: what stands ahead, or what was done; what was there already, too. */
export function rowsText(kind: StandingKind, mode: Mode, results: readonly ReportedCluster[]): string {
  const sum = (key: keyof RowCounts) => results.reduce((total, { rows }) => total + rows[key], 0);
  const written = wasWritten(kind, mode);
  const told = TOLD.flatMap(([key, ahead, past]) =>
    sum(key) === 0 ? [] : [`${amount(sum(key))} ${written ? past : ahead}`],
  );
  // Adoption is recorded by runs that write, where nothing keeps them from it.
  const adopted = mode !== 'plan' && (written || kind === 'inSync') ? 'adopted' : 'to adopt';
  if (sum('adopt') > 0) told.push(`${amount(sum('adopt'))} ${adopted}`);
  const partly = results.filter(({ partlyWritten }) => partlyWritten);
  if (partly.length > 0) {
    const done = partly.reduce((total, { rows }) => total + differing(rows) - rows.withheld, 0);
    told.push(`${amount(done)} of them written`);
  }
  return told.length === 0 ? '' : `rows: ${told.join(', ')}`;
}
