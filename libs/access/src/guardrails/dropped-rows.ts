import type { ReadRow } from '../aws-auth/reading.ts';
import { writes } from '../merge/change-set.ts';
import { rowsByPrincipal } from '../merge/live-rows.ts';
import type { Guardrail } from './guardrail.ts';

/**
 * What is not in the change set reads the same after the write as before it: no row gone, hidden, changed, or come
 * to life (design.md, Rules of a write 4).
 */
export const droppedRows: Guardrail = {
  name: 'dropped-rows',
  overridable: false,
  objections: ({ changeSet, before, after }) => {
    const meant = new Set(writes(changeSet).map(({ principal }) => principal));
    const [was, is] = [rowsByPrincipal(before), rowsByPrincipal(after)];
    const others = [...new Set([...was.keys(), ...is.keys()])].filter((principal) => !meant.has(principal));
    const rows = others
      .filter((principal) => textOf(was.get(principal)) !== textOf(is.get(principal)))
      .map((principal) => `${principal} is not in the change set, and would be dropped, hidden or changed`);
    const accounts = sorted(before.accounts) === sorted(after.accounts) ? [] : ['mapAccounts would change'];
    return [...rows, ...accounts];
  },
};

/** What there is to compare: all of the rows but where they stand. */
function textOf(rows: readonly ReadRow[] = []): string {
  return JSON.stringify(rows.map(({ list, arn, username, groups }) => [list, arn, username, groups]));
}

function sorted(accounts: readonly string[]): string {
  return JSON.stringify([...accounts].sort());
}
