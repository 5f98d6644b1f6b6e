import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { samplePlanned, sampleRecording } from '@roster/reconcile/testing';
import { describe, expect, it } from 'vitest';
import { rawOperations, type Table } from '../src/index.ts';
import { queryItems, type Item } from '../src/tables/table.ts';
import { storeInMemory } from './fresh-tables.ts';
import { record } from './record.ts';
import { stateParameters } from './state-parameters.ts';

const store = storeInMemory();
const planned = samplePlanned();
const { shard, cluster } = planned.task;

async function lineOf(table: Table, pk: string): Promise<Item> {
  const [line] = await queryItems(table, { where: '#pk = :pk', values: { pk } });
  return line as Item;
}

describe('a line', () => {
  it('has the attributes that the state machine reads and writes', async () => {
    const { journal, table } = await store.journal();
    await journal.putTasks([planned]);
    const { run, openedAt: at } = planned.task;
    expect(await lineOf(table, shard)).toEqual({
      ...{
        pk: shard,
        sk: cluster.arn,
        run,
        mode: 'apply',
        preview: 'no',
        was: planned.was,
        since: planned.since,
        at,
      },
      ...{
        standing: 'pending',
        reason: '',
        facts: '{}',
        timings: '{}',
        expires: expect.any(Number) as number,
      },
    });
  });

  it('is read by ReadShard while it is pending', async () => {
    const { journal, table } = await store.journal();
    const raw = rawOperations(table.client);
    const search = samplePlanned({ name: 'search' });
    await journal.putTasks([planned, search]);
    await record(raw, table.name, sampleRecording());
    const answer = await raw.query(stateParameters('ReadShard', { shard }, table.name));
    const { run, mode, openedAt: at } = search.task;
    const line = {
      pk: shard,
      sk: search.task.cluster.arn,
      run,
      mode,
      preview: 'no',
      was: search.was,
      since: search.since,
      at,
    };
    const item = Object.fromEntries(Object.entries(line).map(([name, text]) => [name, { S: text }]));
    expect(answer).toEqual({ Items: [item], Count: 1, ScannedCount: 2 });
  });

  it('stays under 2 KB with the longest names and a full account of the run', async () => {
    const { journal, table } = await store.journal();
    const name = 'n'.repeat(100);
    const long = samplePlanned({ name, run: 'r'.repeat(80), shard: `RUN#${'r'.repeat(80)}#000#000#000` });
    await journal.putTasks([long]);
    const counts = ['add', 'adopt', 'replace', 'remove', 'foreign', 'newForeign', 'newPrivileged'];
    const facts = JSON.stringify(Object.fromEntries(counts.map((count) => [count, 123_456])));
    const states = ['Token', 'Apply', 'Verify', 'Rollback', 'Record'];
    const timings = JSON.stringify(Object.fromEntries(states.map((state) => [state, 123_456])));
    const { run, shard: longShard, cluster: longCluster } = long.task;
    const told = sampleRecording({ run, shard: longShard, cluster: longCluster.arn, facts, timings });
    await record(rawOperations(table.client), table.name, told);
    const line = await lineOf(table, longShard);
    expect(line['timings']).toBe(timings);
    expect(JSON.stringify(line).length).toBeLessThan(2048);
  });
});

describe('rawOperations', () => {
  const update = { Key: { pk: { S: 'a' }, sk: { S: 'b' } }, ReturnValues: 'ALL_NEW' };

  it('answers as Step Functions does, with binary in base64', async () => {
    const { journal } = await store.tables();
    const answer = await rawOperations(journal.client).updateItem({
      ...{ ...update, TableName: journal.name, UpdateExpression: 'SET gz = :gz' },
      ExpressionAttributeValues: { ':gz': { B: Buffer.from('x') } },
    });
    expect(answer).toEqual({ Attributes: { pk: { S: 'a' }, sk: { S: 'b' }, gz: { B: 'eA==' } } });
  });

  it('names errors as a state sees them', async () => {
    const { journal } = await store.tables();
    const raw = rawOperations(journal.client);
    const held = { ...update, TableName: journal.name, ConditionExpression: 'attribute_exists(pk)' };
    await expect(raw.updateItem(held)).rejects.toMatchObject({
      name: 'DynamoDB.ConditionalCheckFailedException',
    });
    const gone = {
      TableName: 'gone',
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': { S: 'a' } },
    };
    await expect(raw.query(gone)).rejects.toMatchObject({ name: 'DynamoDb.ResourceNotFoundException' });
  });

  it('says so where no answer came', async () => {
    const handle = () => Promise.reject(Object.assign(new Error('secret'), { code: 'ECONNREFUSED' }));
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
    const client = new DynamoDBClient({
      ...{ region: 'local', maxAttempts: 1, credentials },
      requestHandler: { handle },
    });
    const raw = rawOperations(client);
    const failing = raw.updateItem({ ...update, TableName: 't' });
    await expect(failing).rejects.toMatchObject({ name: 'DynamoDB.SdkClientException' });
  });
});
