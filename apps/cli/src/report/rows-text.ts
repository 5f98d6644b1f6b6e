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
  return told.length === 0 ? '' : `rows: ${told.join(', ')}`;
}
