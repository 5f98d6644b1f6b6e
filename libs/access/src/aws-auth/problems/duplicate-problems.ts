import { isNodeForm } from '../../privileged/index.ts';
import { sameAccess, type MappingList } from '../mapping.ts';
import type { ReadRow, ValueProblem } from '../reading.ts';
import type { DecodedRow } from '../row.ts';
import { collect } from './say.ts';

/** Rows of one list that stand for the same principal. */
export function duplicateProblems(
  list: MappingList,
  rows: readonly DecodedRow[],
  kept: readonly DecodedRow[],
): readonly ValueProblem[] {
  const { problems, say } = collect(list);
  const byKey = new Map(kept.map((row) => [row.key, row]));
  const counts = new Set(kept);
  for (const row of rows) {
    const winner = byKey.get(row.key);
    if (winner === undefined || counts.has(row)) continue;
    const same = sameAccess(row, winner);
    const lost = isNodeForm(row) ? 'its nodes can no longer join' : 'what this row grants is lost';
    const message = `${row.arn} stands again further down, and of duplicates the last counts: ${same ? 'this row is not needed' : lost}`;
    say(same ? 'warning' : 'error', 'duplicate-arn', message, row.node);
  }
  if (list === 'mapUsers') problems.push(...caseProblems(kept));
  return problems;
}

/** Users are kept by their ARN as it is written, and matched in any letter case: which of two counts is chance. */
function caseProblems(kept: readonly DecodedRow[]): readonly ValueProblem[] {
  const { problems, say } = collect('mapUsers');
  const first = new Map<string, DecodedRow>();
  for (const row of kept) {
    const other = first.get(row.arn.toLowerCase());
    if (other === undefined) first.set(row.arn.toLowerCase(), row);
    else {
      const message = `${row.arn} stands further up in other letter case: both match, and which one counts is chance`;
      say(sameAccess(row, other) ? 'warning' : 'error', 'ambiguous-arn', message, row.node);
    }
  }
  return problems;
}

/** Rows of mapUsers that never count, since mapRoles is asked first and has the principal too. */
export function acrossProblems(
  roles: readonly ReadRow[],
  users: readonly ReadRow[],
): readonly ValueProblem[] {
  const inRoles = new Set(roles.map((row) => row.principal));
  return users.flatMap(({ arn, principal, position }) => {
    if (!inRoles.has(principal)) return [];
    const message = `${arn} stands in mapRoles too, which is asked first: this row never counts`;
    return [
      { key: 'mapUsers', severity: 'warning' as const, code: 'duplicate-across-lists', message, ...position },
    ];
  });
}
