import { invalid, Refusal } from '../refusal.ts';
import { isText, type WireItem } from '../wire.ts';
import type { Records } from './records.ts';

/** The tables of a store: each with the keys `pk` and `sk`, both texts, and active from the moment it is made. */
export class Tables {
  readonly records: Records;
  private readonly known = new Set<string>();

  constructor(records: Records) {
    this.records = records;
  }

  async create(name: string): Promise<void> {
    if (this.exists(name)) throw new Refusal('ResourceInUseException', `Table already exists: ${name}`);
    await this.records.set(tableKey(name), {});
  }

  /** ResourceNotFoundException where there is no such table. */
  check(name: string): void {
    if (!this.exists(name)) throw new Refusal('ResourceNotFoundException', 'Requested resource not found');
  }

  private exists(name: string): boolean {
    if (this.known.has(name)) return true;
    const exists = this.records.get(tableKey(name)) !== undefined;
    if (exists) this.known.add(name);
    return exists;
  }
}

const tableKey = (name: string): string => `table\0${name}`;

/** The key of an item in LevelDB: items of one partition lie together, in the order of `sk` as bytes. */
export const recordKey = (table: string, pk: string, sk: string): string => `item\0${table}\0${pk}\0${sk}`;

/** The same, of an item or its key. ValidationException where `pk` or `sk` is no text. */
export function recordKeyOf(table: string, { pk, sk }: WireItem): string {
  if (isText(pk) && isText(sk)) return recordKey(table, pk.S, sk.S);
  throw invalid('every item has the keys pk and sk, both texts');
}
