import type { Outcome } from '@roster/access';
import type { ClusterStatus, Journal, Release, StatusPatch } from '@roster/reconcile';
import { ITEM_VERSION } from '@roster/workflow';
import { pack, unpack } from '../tables/heavy.ts';
import { getItem, queryItems, updateItem, type Item, type Table } from '../tables/table.ts';

type Statuses = Pick<Journal, 'getStatus' | 'listStatus' | 'patchStatus'>;

const key = (cluster: string) => ({ pk: 'STATUS', sk: cluster });
const HEAVY: readonly string[] = ['owned', 'foreign', 'privileged', 'toldForeign', 'foreignAccess', 'hold'];

/** What is known of each cluster: `STATUS` / ARN. The outcome itself is written by the state machine's Record. */
export function statusOf(table: Table): Statuses {
  return {
    getStatus: async (cluster) => {
      const item = await getItem(table, key(cluster));
      return item === undefined ? undefined : toStatus(table, item);
    },
    listStatus: async () => {
      const items = await queryItems(table, { where: '#pk = :pk', values: { pk: 'STATUS' } });
      return items.map((item) => toStatus(table, item));
    },
    patchStatus: (cluster, patch) => patchStatus(table, cluster, patch),
  };
}

async function patchStatus(table: Table, cluster: string, patch: StatusPatch): Promise<void> {
  const fields = Object.entries(patch as Readonly<Record<string, unknown>>);
  const set = fields.filter(([, value]) => value !== null && value !== undefined);
  const remove = fields.filter(([, value]) => value === null);
  if (set.length + remove.length === 0) return;
  const stored = set.map(([name, value]) => [
    name,
    HEAVY.includes(name) ? pack(name, value, `status of ${cluster} (${name})`) : value,
  ]);
  await updateItem(table, key(cluster), {
    update: [
      // It may be this patch that makes the item.
      `SET ${[...set.map(([name]) => `#${name} = :${name}`), '#v = if_not_exists(#v, :v)'].join(', ')}`,
      ...(remove.length > 0 ? [`REMOVE ${remove.map(([name]) => `#${name}`).join(', ')}`] : []),
    ].join(' '),
    values: { ...(Object.fromEntries(stored) as Record<string, unknown>), v: ITEM_VERSION },
  });
}

interface StoredStatus {
  readonly run?: string;
  readonly kind?: Outcome['kind'];
  readonly reason?: string;
  readonly since?: string;
  readonly at?: string;
  readonly driftSince?: string;
  readonly withheld?: number;
  readonly exclusiveSince?: string;
  readonly released?: Release;
}

function toStatus(table: Table, item: Item): ClusterStatus {
  const {
    run,
    kind,
    reason = '',
    since,
    at,
    driftSince,
    withheld,
    exclusiveSince,
    released,
  } = item as Item & StoredStatus;
  const status = {
    run,
    since,
    at,
    driftSince,
    withheld,
    exclusiveSince,
    released,
    outcome: kind === undefined ? undefined : { kind, reason },
    owned: unpack(table, item, 'owned'),
    foreign: unpack(table, item, 'foreign'),
    privileged: unpack(table, item, 'privileged'),
    toldForeign: unpack(table, item, 'toldForeign'),
    foreignAccess: unpack(table, item, 'foreignAccess'),
    hold: unpack(table, item, 'hold'),
  };
  const known = Object.entries(status).filter(([, value]) => value !== undefined);
  return { cluster: item.sk, ...(Object.fromEntries(known) as Partial<ClusterStatus>) };
}
