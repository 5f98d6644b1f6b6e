import type { IdentityMapping } from '../mapping.ts';
import type { DecodedRow } from '../row.ts';

/** What is to happen to the rows of one list. */
export interface ListEdit {
  readonly change: ReadonlyMap<DecodedRow, IdentityMapping>;
  readonly remove: ReadonlySet<DecodedRow>;
  readonly append: readonly IdentityMapping[];
}

export function changesNothing({ change, remove, append }: ListEdit): boolean {
  return change.size === 0 && remove.size === 0 && append.length === 0;
}
