import { Fault } from '@roster/workflow';
import {
  deleteItem,
  getItem,
  putItem,
  queryItems,
  updateItem,
  type Item,
  type Table,
} from '../tables/table.ts';

/** One revision, without its content. */
export interface RevisionHeader {
  readonly n: number;
  readonly who: string;
  /** ISO text. */
  readonly at: string;
  readonly note: string;
  /** The ticket that the push belongs to. */
  readonly change?: string;
  readonly clusters: number;
  readonly grants: number;
}

/** As it is stored: `REVISIONS` / number. */
export interface StoredHeader extends RevisionHeader {
  /** `writing`: claimed by a push that has not written all its items (yet). */
  readonly state: 'writing' | 'stored';
  /** The first cluster of each part of the content: parts can be read side by side. */
  readonly parts: readonly string[];
}

const CURRENT = { pk: 'CURRENT', sk: 'CURRENT' };
const key = (n: number) => ({ pk: 'REVISIONS', sk: String(n).padStart(10, '0') });

/** The number that `CURRENT` holds; undefined where nothing was pushed. */
export async function currentRevision(table: Table): Promise<number | undefined> {
  const item = await getItem(table, CURRENT);
  return item === undefined ? undefined : Number(item['revision']);
}

/** Moves `CURRENT` from one revision to another; false when somebody else moved it meanwhile. */
export function moveCurrent(table: Table, from: number | undefined, to: number): Promise<boolean> {
  const [condition, values] =
    from === undefined ? ['attribute_not_exists(#pk)', {}] : ['#revision = :from', { from }];
  return putItem(table, { ...CURRENT, revision: to }, { condition, values });
}

/** Claims a number for a push; false when it is taken. */
export function claim(table: Table, { n, ...header }: StoredHeader): Promise<boolean> {
  return putItem(table, { ...key(n), ...header }, { condition: 'attribute_not_exists(#pk)' });
}

/** Says that all items of the revision are written. */
export async function markStored(table: Table, n: number): Promise<void> {
  const stored = await updateItem(table, key(n), {
    update: 'SET #state = :stored',
    condition: '#state = :writing',
    values: { stored: 'stored', writing: 'writing' },
  });
  if (!stored)
    throw new Fault(
      'ConflictFault',
      `table ${table.name}: revision ${n} was taken away while it was written`,
    );
}

export async function dropHeader(table: Table, n: number): Promise<void> {
  await deleteItem(table, key(n), {});
}

export async function readHeader(table: Table, n: number): Promise<StoredHeader | undefined> {
  const item = await getItem(table, key(n));
  return item === undefined ? undefined : toHeader(item);
}

/** The highest number that was ever claimed, 0 for none. */
export async function highestClaimed(table: Table): Promise<number> {
  const query = { where: '#pk = :pk', values: { pk: 'REVISIONS' }, newestFirst: true, limit: 1 };
  return Number((await queryItems(table, query))[0]?.sk ?? 0);
}

/** All stored revisions, the newest first. */
export async function listHeaders(table: Table): Promise<readonly RevisionHeader[]> {
  const items = await queryItems(table, {
    where: '#pk = :pk',
    values: { pk: 'REVISIONS' },
    newestFirst: true,
  });
  return items
    .map(toHeader)
    .filter(({ state }) => state === 'stored')
    .map(withoutState);
}

export function withoutState({ n, who, at, note, change, clusters, grants }: StoredHeader): RevisionHeader {
  return { n, who, at, note, ...(change === undefined ? {} : { change }), clusters, grants };
}

function toHeader(item: Item): StoredHeader {
  const { state, parts, ...header } = item as Item & StoredHeader;
  return { ...withoutState({ ...header, state, parts }), n: Number(item.sk), state, parts };
}
