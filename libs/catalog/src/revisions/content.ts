import type { Cluster, Fleet, Grant } from '@roster/access';
import { Fault } from '@roster/workflow';
import { deleteItems, putItems } from '../tables/batch-write.ts';
import { getItem, queryItems, type Item, type Key, type Table } from '../tables/table.ts';
import type { StoredHeader } from './headers.ts';

/** So many clusters are read by one query after another; the parts of a fleet side by side. */
const PART = 1000;

const clusterKey = (n: number, arn: string): Key => ({ pk: String(n), sk: `cluster#${arn}` });
const grantKey = (n: number, name: string): Key => ({ pk: String(n), sk: `grant#${name}` });
const settingsKey = (n: number): Key => ({ pk: String(n), sk: 'settings#fleet' });

type Settings = Omit<Fleet, 'clusters' | 'grants'>;

/** The sort key with which each part of the clusters begins. */
export function partsOf({ clusters }: Fleet): readonly string[] {
  // By UTF-16, as the table sorts by UTF-8: the same for ARNs, which are ASCII.
  const keys = clusters.map(({ arn }) => clusterKey(0, arn).sk).sort();
  return keys.filter((_, index) => index % PART === 0);
}

/** Writes one item a cluster, one a grant, and one for everything else. */
export function writeContent(table: Table, n: number, fleet: Fleet): Promise<void> {
  return putItems(table, itemsOf(n, fleet));
}

/** Takes away what `writeContent` wrote. */
export function dropContent(table: Table, n: number, fleet: Fleet): Promise<void> {
  return deleteItems(table, itemsOf(n, fleet));
}

function* itemsOf(n: number, { clusters, grants, ...settings }: Fleet): Generator<Item> {
  yield { ...settingsKey(n), settings };
  // The place in the fleet is kept, since items come back in the order of their keys.
  for (const [place, cluster] of clusters.entries()) yield { ...clusterKey(n, cluster.arn), place, cluster };
  for (const [place, grant] of grants.entries()) yield { ...grantKey(n, grant.name), place, grant };
}

/**
 * Reads the content of a revision, its parts side by side.
 * @throws ServerFault when items are missing
 */
export async function readContent(table: Table, header: StoredHeader): Promise<Fleet> {
  const { n, parts } = header;
  const [settings, grantItems, ...clusterItems] = await Promise.all([
    getItem(table, settingsKey(n)),
    queryItems(table, {
      where: '#pk = :pk AND begins_with(#sk, :kind)',
      values: { pk: String(n), kind: 'grant#' },
    }),
    // The last part ends where clusters end: `$` comes right behind `#`.
    ...parts.map((first, index) => readPart(table, { n, first, next: parts[index + 1] ?? 'cluster$' })),
  ]);
  const clusters = inPlace(clusterItems.flat(), 'cluster') as readonly Cluster[];
  const grants = inPlace(grantItems, 'grant') as readonly Grant[];
  if (settings === undefined || clusters.length !== header.clusters || grants.length !== header.grants) {
    throw new Fault(
      'ServerFault',
      `table ${table.name}: items of revision ${n} are missing; push the fleet again`,
    );
  }
  return { ...(settings['settings'] as Settings), clusters, grants };
}

async function readPart(
  table: Table,
  { n, first, next }: { readonly n: number; readonly first: string; readonly next: string },
): Promise<Item[]> {
  const items = await queryItems(table, {
    where: '#pk = :pk AND #sk BETWEEN :first AND :next',
    values: { pk: String(n), first, next },
  });
  // BETWEEN takes both ends, and the next part begins with its own.
  return items.filter(({ sk }) => sk !== next);
}

function inPlace(items: readonly Item[], attribute: string): readonly unknown[] {
  const placed = items.toSorted((a, b) => Number(a['place']) - Number(b['place']));
  return placed.map((item) => item[attribute]);
}
