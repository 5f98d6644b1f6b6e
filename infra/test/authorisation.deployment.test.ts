import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { makeUser } from '@roster/local-aws';
import { MACHINES, tableNames, WORKERS, workerRoleName } from '@roster/workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stage } from '../src/stage.ts';
import { asWorker, dynamoDbOf } from './as-worker.ts';
import { deploy, prepare } from './cdk.ts';
import { ALL_WRITES, letThrough } from './forgeries.ts';
import { CATALOG_PARTITIONS, JOURNAL_PARTITIONS, OWN_WRITES } from './own-items.ts';
import { OPERATOR, PREFIX, startRig, WRITING_STAGE, type Rig } from './rig.ts';
import { removePolicies } from './role-policies.ts';
import { endOf, outcomesOf, reportOf, runId, runMachine, startMachine } from './runs.ts';

const userOf = (name: string) => OPERATOR.replace(/operator$/, name);
const STAGE: Stage = {
  ...WRITING_STAGE,
  concurrency: 1,
  catalogWriters: [OPERATOR, userOf('pusher')],
  journalWriters: [OPERATOR, userOf('holder')],
};
const TABLES = tableNames(PREFIX);
const CATALOG = { table: TABLES.catalog, partitions: CATALOG_PARTITIONS };
const JOURNAL = { table: TABLES.journal, partitions: JOURNAL_PARTITIONS };

let rig: Rig;
/** The run of the apply that the first test makes. */
let applied = '';
beforeAll(async () => {
  rig = await startRig({ clusters: 20, address: '127.0.0.4', authorisation: true });
  await prepare(rig, STAGE);
  await deploy(rig, STAGE);
  const pushed = await rig.roster('catalog', 'push', 'fleet.yaml');
  expect(pushed.code, pushed.stderr).toBe(0);
});
afterAll(() => rig[Symbol.asyncDispose]());

describe('the policies of the workers, enforced', () => {
  it('suffice for every outcome of a plan and an apply', async () => {
    const plan = await runMachine(rig, { machine: 'plan', mode: 'plan' });
    expect(plan.status).toBe('SUCCEEDED');
    expect((await reportOf(rig, plan.run)).counts).toEqual({
      ...{ inSync: 1, drifted: 7, blocked: 3, unreachable: 6, denied: 3 },
    });
    const apply = await runMachine(rig, { machine: 'apply', mode: 'apply' });
    expect(apply.error).toBe('RunUnhealthyFault');
    applied = apply.run;
    const report = await reportOf(rig, applied);
    expect(report.counts).toEqual({
      ...{ inSync: 1, changed: 4, unhealthy: 1, rolledBack: 2, blocked: 3, unreachable: 6, denied: 3 },
    });
    const [changed = ''] = rig.fleet.arns;
    expect(outcomesOf(report)[changed]).toMatchObject({ outcome: 'changed' });
    // Every worker has been called by now, and so has keys; who verifies for the plan machine only now.
    await runMachine(rig, { machine: 'plan', mode: 'verify', clusters: [changed] });
  });

  it.each(MACHINES.flatMap((machine) => WORKERS.map((worker) => [machine, worker] as const)))(
    'let the %s machine’s %s worker write what is its own, and nothing else in either table',
    async (machine, worker) => {
      const client = await asWorker(rig, machine, worker);
      expect(await letThrough(client, JOURNAL)).toEqual(OWN_WRITES[`${machine} ${worker}`]);
      expect(await letThrough(client, CATALOG)).toEqual([]);
      client.destroy();
    },
  );

  it('let no worker of the plan machine write, whatever mode it is started in', async () => {
    const [drifted = ''] = rig.fleet.arns;
    rig.sandbox.cluster(drifted).setAwsAuth({ ...rig.fleet.clusters[0]?.awsAuth });
    const before = rig.sandbox.cluster(drifted).writes;
    const { status } = await runMachine(rig, { machine: 'plan', mode: 'apply', clusters: [drifted] });
    // Its OpenRun may not even take the lease.
    expect(status).toBe('FAILED');
    expect(rig.sandbox.cluster(drifted).writes).toBe(before);
  });
});

describe('an execution that claims to be what it is not', () => {
  type Item = Readonly<Record<string, AttributeValue>>;
  const send = async <T>(ask: (client: DynamoDBClient) => Promise<T>): Promise<T> => {
    const client = dynamoDbOf(rig, rig.sandbox.caller);
    return ask(client).finally(() => client.destroy());
  };
  const TableName = TABLES.journal;
  const keyOf = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } });
  const read = async (pk: string, sk: string): Promise<Item | undefined> => {
    const command = new GetItemCommand({ TableName, Key: keyOf(pk, sk), ConsistentRead: true });
    return (await send((client) => client.send(command))).Item;
  };
  const put = (item: Item) =>
    send((client) => client.send(new PutItemCommand({ TableName, Item: { ...item } })));
  const remove = (pk: string, sk: string) =>
    send((client) => client.send(new DeleteItemCommand({ TableName, Key: keyOf(pk, sk) })));

  it('neither closes a run that writes, nor takes its lease, nor carries it on', async () => {
    // A run that writes now: the header of the apply before, not closed, and the lease.
    const run = runId();
    const execution = `arn:aws:states:${rig.aws.region}:${rig.aws.account}:execution:roster-apply:${run}`;
    const stood = Object.entries((await read('WRITING#RUNS', applied)) ?? {});
    const header = {
      ...Object.fromEntries(stood.filter(([name]) => name !== 'closed')),
      ...{ sk: { S: run }, run: { S: run }, executions: { L: [{ S: execution }] } },
    };
    const until = new Date(Date.now() + 600_000).toISOString();
    const lease = {
      ...keyOf('LEASE', 'fleet'),
      ...{ run: { S: run }, execution: { S: execution }, until: { S: until }, v: { N: '1' } },
    };
    await put(header);
    await put(lease);
    const inputs = [
      { run, execution: run, mode: 'verify', who: 'mallory' },
      { run, mode: 'verify', who: 'mallory' },
      { run, mode: 'plan', who: 'mallory' },
      { run, mode: 'apply', who: 'mallory', clusters: rig.fleet.arns },
      { run, mode: 'apply', who: 'mallory' },
      { run, execution, mode: 'apply', who: 'a test' },
    ];
    for (const [machine, input] of MACHINES.flatMap((each) => inputs.map((one) => [each, one] as const))) {
      const { status } = await endOf(rig, await startMachine(rig, machine, input));
      expect({ machine, input, status }).toMatchObject({ status: 'FAILED' });
    }
    expect(await read('LEASE', 'fleet')).toEqual(lease);
    expect(await read('WRITING#RUNS', run)).toEqual(header);
    expect(await read('RUNS', run)).toBeUndefined();
    await remove('LEASE', 'fleet');
    await remove('WRITING#RUNS', run);
  });

  it('brings no old revision back', async () => {
    await writeFile(path.join(rig.folder, 'second.yaml'), rig.fleet.file.replace('90%', '91%'));
    const pushed = await rig.roster('catalog', 'push', 'second.yaml');
    expect(pushed.code, pushed.stderr).toBe(0);
    for (const machine of MACHINES) {
      const input = { run: runId(), mode: machine, who: 'mallory', revision: '1' };
      const { status, cause } = await endOf(rig, await startMachine(rig, machine, input));
      expect({ status, cause }).toMatchObject({
        status: 'FAILED',
        cause: expect.stringContaining(`run ${input.run} was not opened: BadInputFault`) as string,
      });
    }
  });
});

describe('the policies of the tables, enforced', () => {
  const EVERYTHING = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' },
  };
  const all = (partitions: readonly string[]) => ALL_WRITES * partitions.length;

  it.each([
    ['whom they do not name', 'stranger', { catalog: 0, journal: 0 }],
    ['a writer of the catalog', 'pusher', { catalog: all(CATALOG_PARTITIONS), journal: 0 }],
    ['a writer of the journal', 'holder', { catalog: 0, journal: all(JOURNAL_PARTITIONS) }],
  ])('let %s write no other, though its IAM policy allows everything', async (_, name, expected) => {
    const client = dynamoDbOf(rig, await makeUser(rig.aws, name, EVERYTHING));
    const [catalog, journal] = [await letThrough(client, CATALOG), await letThrough(client, JOURNAL)];
    expect({ catalog: catalog.length, journal: journal.length }).toEqual(expected);
    client.destroy();
  });
});

it('the policies of a worker do not suffice once one is taken away', async () => {
  const [changed = ''] = rig.fleet.arns;
  const role = workerRoleName(PREFIX, 'apply', 'apply', rig.aws.region);
  expect(await removePolicies(rig, role)).not.toEqual([]);
  const refused = await runMachine(rig, { machine: 'apply', mode: 'apply', clusters: [changed] });
  expect((await reportOf(rig, refused.run)).results).toMatchObject([
    // What the tables refuse is no fault of a cluster: it would be in sync by now.
    { cluster: changed, outcome: 'failed', reason: 'journal' },
  ]);
});
