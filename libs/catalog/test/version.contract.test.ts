import { PutItemCommand, ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  executionOf,
  NEXT_RUN,
  OPENED,
  RUN,
  sampleCluster,
  sampleFinding,
  sampleHeader,
  sampleIntent,
  samplePlanned,
  sampleRecording,
  SHARD,
} from '@roster/reconcile/testing';
import { describe, expect, it } from 'vitest';
import { createCatalog, createJournal, rawOperations, type Table } from '../src/index.ts';
import { freshTables, storeOverHttp } from './fresh-tables.ts';
import { loaded } from './loaded.ts';
import { record } from './record.ts';

const { client } = storeOverHttp();
const { arn } = sampleCluster();
const KEY = { run: RUN, mode: 'apply', cluster: arn } as const;
const LATER = new Date('2026-01-02T03:30:00.000Z');
const FLEET = `apiVersion: roster/v1
clusters:
  - { name: payments, account: "012345678901", region: eu-west-1 }
grants:
  - { name: ops, principals: [{ roleName: Ops }], username: ops, groups: [ops], clusters: {} }
`;

/** Every kind of item that there is, in both tables. */
async function filled() {
  const tables = await freshTables(client());
  const journal = createJournal(tables.journal);
  await createCatalog(tables.catalog).push(loaded(FLEET), { who: 'me', now: new Date(OPENED) });
  await journal.putTasks([samplePlanned(), samplePlanned({ name: 'search' })]);
  await journal.openRun(sampleHeader());
  await journal.openRun({ ...sampleHeader(NEXT_RUN), mode: 'plan' });
  await journal.addExecution(KEY, 'another');
  await journal.closeRun(KEY, { at: OPENED, state: 'done', counts: {} });
  await journal.putFinding(KEY, sampleFinding(), LATER);
  await journal.putHealth(KEY, sampleFinding().healthBefore!, LATER);
  await journal.putMessage(KEY, { reason: 'gone', message: 'no such cluster' }, LATER);
  await journal.putWrite(sampleIntent());
  await journal.putWrite(sampleIntent({ run: NEXT_RUN }));
  await journal.takeLease(executionOf(RUN), new Date(OPENED), LATER);
  // One status is made by the state machine, one by a patch, and one by a patch that takes away alone.
  await record(rawOperations(tables.journal.client), tables.journal.name, sampleRecording());
  await journal.patchStatus(sampleCluster('search').arn, { foreign: ['a'] });
  await journal.patchStatus(sampleCluster('third').arn, { hold: null });
  return { ...tables, store: journal, revisions: createCatalog(tables.catalog) };
}

type Stored = Record<string, AttributeValue>;

async function itemsOf({ client, name }: Table): Promise<Stored[]> {
  return (await client.send(new ScanCommand({ TableName: name }))).Items ?? [];
}

const READS: Readonly<Record<string, (made: Awaited<ReturnType<typeof filled>>) => Promise<unknown>>> = {
  CURRENT: ({ revisions }) => revisions.current(),
  REVISIONS: ({ revisions }) => revisions.revisions(),
  '1 settings#fleet': ({ revisions }) => revisions.read('1'),
  '1 cluster#': ({ revisions }) => revisions.read('1'),
  '1 grant#': ({ revisions }) => revisions.read('1'),
  [`WRITING#RUNS ${RUN}`]: ({ store: journal }) => journal.getRun(KEY),
  [`RUNS ${NEXT_RUN}`]: ({ store: journal }) => journal.listRuns(5),
  [SHARD]: ({ store: journal }) => journal.shardResults(SHARD),
  [`WRITING#TASK#${arn} `]: ({ store: journal }) => journal.getTask(KEY),
  [`WRITING#FINDING#${arn} `]: ({ store: journal }) => journal.getTaskAndFinding(KEY),
  [`WRITING#HEALTH#${arn} `]: ({ store: journal }) => journal.getHealth(KEY),
  [`WRITES#${arn} ${RUN}`]: ({ store: journal }) => journal.getWrite(RUN, arn, false),
  [`WRITES#${arn} ${NEXT_RUN}`]: ({ store: journal }) => journal.listWrites(arn, 3),
  [`STATUS ${arn}`]: ({ store: journal }) => journal.getStatus(arn),
  [`STATUS ${sampleCluster('third').arn}`]: ({ store: journal }) => journal.listStatus(),
  LEASE: ({ store: journal }) => journal.takeLease(executionOf('another-run'), new Date(OPENED), LATER),
};

describe('the version of an item', () => {
  it('is 1 in every item of both tables, whoever made it', async () => {
    const { catalog, journal } = await filled();
    const items = [...(await itemsOf(catalog)), ...(await itemsOf(journal))];
    expect(items.length).toBeGreaterThan(18);
    expect(items.filter(({ v }) => v?.N !== '1')).toEqual([]);
  });

  it.each(Object.entries(READS))(
    'of %s, where it is newer or missing: refused, naming the item',
    async (key, read) => {
      const made = await filled();
      await read(made);
      const both = [made.catalog, made.journal] as const;
      for (const table of both) {
        const name = ({ pk, sk }: Stored) => `${pk?.S ?? ''} ${sk?.S ?? ''}`;
        const found = (await itemsOf(table)).find((item) => name(item).startsWith(key));
        if (found === undefined) continue;
        const without = Object.fromEntries(Object.entries(found).filter(([attribute]) => attribute !== 'v'));
        for (const [item, says] of [
          [{ ...found, v: { N: '2' } }, 'was written by a newer Roster: upgrade'],
          [without, 'has no version that this Roster knows'],
        ] as const) {
          await table.client.send(new PutItemCommand({ TableName: table.name, Item: item }));
          await expect(read(made)).rejects.toMatchObject({
            name: 'BadInputFault',
            message: expect.stringContaining(
              `table ${table.name}: the item ${name(found)} ${says}`,
            ) as string,
          });
        }
        return;
      }
      throw new Error(`no item ${key}`);
    },
  );
});

describe('a header in a partition that is not its own', () => {
  it.each([
    ['of a run that writes, where those that look are', { pk: 'RUNS', run: RUN, mode: 'apply' }],
    ['of a run that looks, where those that write are', { pk: 'WRITING#RUNS', run: RUN, mode: 'plan' }],
    ['of another run', { pk: 'RUNS', run: NEXT_RUN, mode: 'plan' }],
  ])('%s, is not read', async (_, { pk, run, mode }) => {
    const { journal: table } = await freshTables(client());
    const fields = { pk, sk: RUN, run, mode, who: 'mallory' };
    const texts = Object.entries(fields).map(([name, text]) => [name, { S: text }] as const);
    const Item = { ...Object.fromEntries(texts), v: { N: '1' } };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
    const journal = createJournal(table);
    const refused = { name: 'BadInputFault', message: expect.stringContaining(`${pk} ${RUN}`) as string };
    await expect(journal.findRun(RUN)).rejects.toMatchObject(refused);
    await expect(journal.listRuns(5)).rejects.toMatchObject(refused);
  });
});
