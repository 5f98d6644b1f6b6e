import type { Recording } from '@roster/reconcile/testing';
import type { RawOperations } from '../src/index.ts';

/** What the Record state of libs/workflow's state machine sends, so that the journal reads what it writes. */
export async function record(raw: RawOperations, journal: string, told: Recording): Promise<void> {
  await unlessHeld(raw.updateItem(statusUpdate(journal, told)));
  await unlessHeld(raw.updateItem(lineUpdate(journal, told)));
}

function statusUpdate(TableName: string, { run, cluster, outcome, since, at }: Recording) {
  return {
    TableName,
    Key: { pk: { S: 'STATUS' }, sk: { S: cluster } },
    UpdateExpression: 'SET #run = :run, #kind = :kind, #reason = :reason, #at = :at, #since = :since',
    ConditionExpression: 'attribute_not_exists(#run) OR #run <= :run',
    ExpressionAttributeNames: names('run', 'kind', 'reason', 'at', 'since'),
    ExpressionAttributeValues: texts({ run, kind: outcome.kind, reason: outcome.reason, at, since }),
  };
}

function lineUpdate(TableName: string, { shard, cluster, outcome, facts, timings, at }: Recording) {
  return {
    TableName,
    Key: { pk: { S: shard }, sk: { S: cluster } },
    UpdateExpression:
      'SET #standing = :kind, #reason = :reason, #facts = :facts, #timings = :timings, #at = :at',
    ConditionExpression: '#standing = :pending',
    ExpressionAttributeNames: names('standing', 'reason', 'facts', 'timings', 'at'),
    ExpressionAttributeValues: texts({
      ...{ pending: 'pending', kind: outcome.kind, reason: outcome.reason },
      ...{ facts, timings, at },
    }),
  };
}

const names = (...all: readonly string[]) => Object.fromEntries(all.map((name) => [`#${name}`, name]));
const texts = (all: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(all).map(([name, text]) => [`:${name}`, { S: text }]));

async function unlessHeld(updating: Promise<unknown>): Promise<void> {
  await updating.catch((error: unknown) => {
    if (!(error instanceof Error && error.name === 'DynamoDB.ConditionalCheckFailedException')) throw error;
  });
}
