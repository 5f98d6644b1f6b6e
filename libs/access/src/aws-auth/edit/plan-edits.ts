import type { DecodedList } from '../decode-list.ts';
import { sameAccess, type IdentityMapping, type MappingList } from '../mapping.ts';
import type { DecodedRow } from '../row.ts';
import type { ListEdit } from './list-edit.ts';

/**
 * One edit of the document; `principal` is the key that rows are matched by. `put` changes the row that decides,
 * where it stands, or appends one to `list`; `remove` takes every row of the principal away, in both lists, or an
 * earlier duplicate would come alive.
 */
export type Edit =
  | {
      readonly op: 'put';
      readonly principal: string;
      readonly list: MappingList;
      readonly mapping: IdentityMapping;
    }
  | { readonly op: 'remove'; readonly principal: string };

export type Lists = Readonly<Record<MappingList, DecodedList>>;

/** What the edits mean for the rows of each list. */
export function planEdits(lists: Lists, edits: readonly Edit[]): Readonly<Record<MappingList, ListEdit>> {
  const edited = new Set(edits.map(({ principal }) => principal));
  const all = (list: MappingList) =>
    byPrincipal(lists[list].rows.filter(({ key, principal }) => key !== undefined && edited.has(principal)));
  const kept = (list: MappingList) =>
    byPrincipal(lists[list].kept.filter(({ principal }) => edited.has(principal)));
  const rows = { mapRoles: all('mapRoles'), mapUsers: all('mapUsers') };
  const alive = { mapRoles: kept('mapRoles'), mapUsers: kept('mapUsers') };
  const plan = { mapRoles: emptyEdit(), mapUsers: emptyEdit() };
  for (const edit of new Map(edits.map((one) => [one.principal, one])).values()) {
    if (edit.op === 'remove') {
      for (const list of ['mapRoles', 'mapUsers'] as const) {
        for (const row of rows[list].get(edit.principal) ?? []) plan[list].remove.add(row);
      }
      continue;
    }
    // Roles are asked before users. Of users in several letter cases any may decide, so that all of them change.
    const list = (['mapRoles', 'mapUsers'] as const).find((one) => alive[one].has(edit.principal));
    if (list === undefined) plan[edit.list].append.push(edit.mapping);
    else
      for (const row of alive[list].get(edit.principal) ?? []) {
        if (!sameAccess(row, edit.mapping)) plan[list].change.set(row, edit.mapping);
      }
  }
  return plan;
}

function emptyEdit() {
  return {
    change: new Map<DecodedRow, IdentityMapping>(),
    remove: new Set<DecodedRow>(),
    append: new Array<IdentityMapping>(),
  };
}

function byPrincipal(rows: readonly DecodedRow[]): ReadonlyMap<string, readonly DecodedRow[]> {
  return Map.groupBy(rows, ({ principal }) => principal);
}
