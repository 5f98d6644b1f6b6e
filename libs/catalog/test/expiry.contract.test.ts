import {
  NEXT_RUN,
  OPENED,
  RUN,
  sampleCluster,
  sampleFinding,
  sampleHeader,
  sampleIntent,
  samplePlanned,
} from '@roster/reconcile/testing';
import { describe, expect, it } from 'vitest';
import type { Table } from '../src/index.ts';
import { queryItems } from '../src/tables/table.ts';
import { storeInMemory } from './fresh-tables.ts';

const store = storeInMemory();
const DAY = 24 * 60 * 60;
const opened = Date.parse(OPENED) / 1000;
const { arn } = sampleCluster();

/** The days after OPENED at which the items of a partition expire, by sort key; undefined: never. */
async function daysOf(table: Table, pk: string): Promise<Readonly<Record<string, number | undefined>>> {
  const items = await queryItems(table, { where: '#pk = :pk', values: { pk } });
  return Object.fromEntries(
    items.map(({ sk, expires }) => [sk, typeof expires === 'number' ? (expires - opened) / DAY : undefined]),
  );
}

describe('what a run leaves', () => {
  it.each([
    ['plan', 14, ''],
    ['verify', 14, ''],
    ['apply', 400, 'WRITING#'],
    ['restore', 400, 'WRITING#'],
  ] as const)('is kept in mode %s for %i days, in partitions %s…', async (mode, days, prefix) => {
    const { journal, table } = await store.journal();
    const { task, ...line } = samplePlanned();
    const shard = `${prefix}RUN#${RUN}#0000#0000#0000`;
    await journal.putTasks([{ ...line, task: { ...task, mode, shard } }]);
    await journal.openRun({ ...sampleHeader(), mode });
    const key = { run: RUN, mode, cluster: arn };
    await journal.putFinding(key, sampleFinding(), new Date(OPENED));
    await journal.putHealth(key, sampleFinding().healthBefore!, new Date(OPENED));
    await journal.putMessage(key, { reason: 'gone', message: 'no such cluster' }, new Date(OPENED));
    expect(await daysOf(table, shard)).toEqual({ [arn]: days });
    for (const partition of [`TASK#${arn}`, `FINDING#${arn}`, `HEALTH#${arn}`, `MESSAGES#${arn}`, 'RUNS']) {
      expect(await daysOf(table, `${prefix}${partition}`), partition).toEqual({ [RUN]: days });
    }
  });
});

describe('the writes of a cluster', () => {
  it('never expire while they are those of the last run that wrote', async () => {
    const { journal, table } = await store.journal();
    await journal.putWrite(sampleIntent());
    await journal.putWrite(sampleIntent({ back: true }));
    await journal.putWrite(sampleIntent());
    expect(await daysOf(table, `WRITES#${arn}`)).toEqual({
      [RUN]: undefined,
      [`${RUN}#back`]: undefined,
    });
  });

  it('expire 400 days after a newer run wrote', async () => {
    const { journal, table } = await store.journal();
    await journal.putWrite(sampleIntent());
    await journal.putWrite(sampleIntent({ back: true }));
    const at = new Date(Date.parse(OPENED) + 100 * DAY * 1000).toISOString();
    await journal.putWrite(sampleIntent({ run: NEXT_RUN, at }));
    expect(await daysOf(table, `WRITES#${arn}`)).toEqual({
      [RUN]: 500,
      [`${RUN}#back`]: 500,
      [NEXT_RUN]: undefined,
    });
    expect(await journal.getWrite(RUN, arn, false)).toEqual(sampleIntent());
  });

  it('leave those of other clusters alone, and expire once', async () => {
    const { journal, table } = await store.journal();
    const other = sampleCluster('search').arn;
    await journal.putWrite(sampleIntent({ cluster: other }));
    for (const run of [RUN, NEXT_RUN, `${NEXT_RUN}-z`]) await journal.putWrite(sampleIntent({ run }));
    expect(await daysOf(table, `WRITES#${other}`)).toEqual({ [RUN]: undefined });
    expect(Object.values(await daysOf(table, `WRITES#${arn}`))).toEqual([400, 400, undefined]);
  });
});
