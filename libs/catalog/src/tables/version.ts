import { Fault, ITEM_VERSION } from '@roster/workflow';
import type { Item } from './table.ts';

/**
 * An item that was read, without its version `v`.
 * @throws BadInputFault, naming the item, where a newer Roster wrote it, or none that knew versions
 */
export function versioned(table: string, { v, ...item }: Item & { readonly v?: unknown }): Item {
  if (v === ITEM_VERSION) return item;
  const which = `table ${table}: the item ${item.pk} ${item.sk}`;
  if (typeof v === 'number' && v > ITEM_VERSION) {
    throw new Fault(
      'BadInputFault',
      `${which} was written by a newer Roster: upgrade (its version is ${v}, this Roster reads up to ${ITEM_VERSION})`,
    );
  }
  throw new Fault(
    'BadInputFault',
    `${which} has no version that this Roster knows: it is of a Roster from before the first release, or of another ` +
      'program; delete it, or begin with empty tables',
  );
}
