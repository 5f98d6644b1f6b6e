import { sameList } from '../aws-auth/mapping.ts';
import type { ReadRow } from '../aws-auth/reading.ts';
import { writes } from '../merge/change-set.ts';
import type { Guardrail } from './guardrail.ts';

/**
 * What is not in the change set reads the same after the write as before it: no row gone, hidden, changed, or come
 * to life (design.md, Rules of a write 4).
 */
export const droppedRows: Guardrail = {
  name: 'dropped-rows',
  overridable: false,
  objections: ({ changeSet, before, after, was, is }) => {
    const meant = new Set(writes(changeSet).map(({ principal }) => principal));
    const wrong = new Set<string>();
    for (const [principal, rows] of was) if (!sameRows(rows, is.get(principal))) wrong.add(principal);
    for (const principal of is.keys()) if (!was.has(principal)) wrong.add(principal);
    const rows = [...wrong]
      .filter((principal) => !meant.has(principal))
      .map((principal) => ({
        message: `${(was.get(principal) ?? is.get(principal))?.[0]?.arn ?? principal} is not in the change set, and would be dropped, hidden or changed`,
      }));
    const same = sorted(before.accounts) === sorted(after.accounts);
    return same ? rows : [...rows, { message: 'mapAccounts would change' }];
  },
};

/** Compares all of the rows but where they stand. */
function sameRows(was: readonly ReadRow[] = [], is: readonly ReadRow[] = []): boolean {
  return was.length === is.length && was.every((row, index) => sameRow(row, is[index]));
}

function sameRow(a: ReadRow, b: ReadRow | undefined): boolean {
  if (b === undefined || a.list !== b.list || a.arn !== b.arn || a.username !== b.username) return false;
  return sameList(a.groups, b.groups);
}

function sorted(accounts: readonly string[]): string {
  return JSON.stringify([...accounts].sort());
}
