import { sameAccess, type IdentityMapping } from '../aws-auth/mapping.ts';
import type { ReadRow } from '../aws-auth/reading.ts';
import { nodePartOf } from '../privileged/index.ts';
import type { Change } from './change-set.ts';
import { decidingRows, mappingOf } from './live-rows.ts';

export interface Reduction {
  /** The rows that decide, with what nodes need. */
  readonly after: readonly IdentityMapping[];
  /** One replace; none where the row is nothing more already. */
  readonly changes: readonly Change[];
}

/**
 * What becomes of a node row that no grant asks for: it keeps what nodes need and loses the rest (design.md,
 * "Privileged access"). Undefined for the rows of every other principal.
 */
export function reduceNodeRow(
  principal: string,
  rows: readonly ReadRow[],
  account: string,
): Reduction | undefined {
  const deciding = decidingRows(rows);
  const part = deciding.flatMap((row) => nodePartOf(row, account) ?? []).at(-1);
  if (part === undefined) return undefined;
  const { username, groups } = part;
  // Each row keeps its ARN as it is written.
  const reduced = (row: IdentityMapping): IdentityMapping => ({ arn: row.arn, username, groups });
  const after = deciding.map(reduced);
  const more = deciding.find((row) => !sameAccess(row, part));
  if (more === undefined) return { after, changes: [] };
  const change = { principal, list: more.list, before: mappingOf(more), after: reduced(more) };
  return { after, changes: [{ op: 'replace', ...change }] };
}
