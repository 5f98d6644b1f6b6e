import {
  BatchWriteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { functionKeys } from '@roster/local-aws';
import {
  functionName,
  MACHINES,
  tableNames,
  workerRoleName,
  WORKERS,
  type MachineName,
  type WorkerName,
} from '@roster/workflow';
import { PREFIX, type Rig } from './rig.ts';

const TableName = tableNames(PREFIX).journal;
const snapshot = { pk: { S: 'WRITES#forged' }, sk: { S: 'forged' }, intent: { S: 'forged' } };
// Of what is not there: who is let in changes nothing, and is told so.
const ConditionExpression = 'attribute_exists(pk)';
const setting = (name: string) =>
  new UpdateItemCommand({
    ...{ TableName, ConditionExpression },
    Key: { pk: { S: 'STATUS' }, sk: { S: 'forged' } },
    UpdateExpression: 'SET #name = :forged',
    ExpressionAttributeNames: { '#name': name },
    ExpressionAttributeValues: { ':forged': { S: 'forged' } },
  });

/** What Apply would believe without asking a guardrail, each by a call that puts it into the journal. */
const FORGERIES: Readonly<Record<string, (client: DynamoDBClient) => Promise<unknown>>> = {
  'a snapshot': (client) =>
    client.send(new PutItemCommand({ TableName, ConditionExpression, Item: snapshot })),
  'a snapshot among tasks': (client) =>
    client.send(
      new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item: snapshot } }] } }),
    ),
  'what is owned': (client) => client.send(setting('owned')),
  'a hold': (client) => client.send(setting('hold')),
};

/** What every worker may read somewhere: who is refused this has no keys that count. */
const reading = (worker: WorkerName) =>
  new GetItemCommand({
    TableName,
    Key: { pk: { S: worker === 'plan' ? 'RUNS' : 'CLUSTER#forged' }, sk: { S: 'forged' } },
  });

/** Which forgeries the tables take, by the worker whose role and keys they are made with; who gets none in is not told. */
export async function forgeries(rig: Rig): Promise<Readonly<Record<string, readonly string[]>>> {
  const all = MACHINES.flatMap((machine) => WORKERS.map((worker) => [machine, worker] as const));
  const taken = await Promise.all(
    all.map(
      async ([machine, worker]) => [`${machine} ${worker}`, await forgedAs(rig, machine, worker)] as const,
    ),
  );
  return Object.fromEntries(taken.filter(([, those]) => those.length > 0));
}

/** Error where its role does not even let it read: then its keys are none. */
async function forgedAs({ aws }: Rig, machine: MachineName, worker: WorkerName): Promise<readonly string[]> {
  const { account, region, endpoint } = aws;
  const role = workerRoleName(PREFIX, machine, worker, region);
  const credentials = functionKeys({ account, region, name: functionName(PREFIX, machine, worker), role });
  const client = new DynamoDBClient({ endpoint, region, credentials, maxAttempts: 1 });
  await client.send(reading(worker));
  const taken: string[] = [];
  for (const [what, forge] of Object.entries(FORGERIES)) if (await isLet(forge(client))) taken.push(what);
  client.destroy();
  return taken;
}

/** False where IAM refuses a call. */
async function isLet(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'ConditionalCheckFailedException') return true;
    if (name === 'AccessDeniedException') return false;
    throw error;
  }
}
