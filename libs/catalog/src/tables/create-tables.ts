import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { EXPIRY, Fault, TABLE_KEY, tableNames } from '@roster/workflow';
import { setTimeout } from 'node:timers/promises';
import { toFault } from './faults.ts';

/**
 * Creates the two tables where they are not there yet, on demand, with point-in-time recovery, and a TTL on the
 * journal; waits until both can be used. May be called again, and by several at once.
 * @throws the faults of the store; TimeoutFault when a table does not become active within two minutes
 */
export async function createTables(client: DynamoDBClient, prefix: string): Promise<void> {
  const { catalog, journal } = tableNames(prefix);
  await Promise.all([createTable(client, catalog), createTable(client, journal)]);
  await unlessUnknown(enableExpiry(client, journal), journal);
}

async function createTable(client: DynamoDBClient, name: string): Promise<void> {
  if ((await statusOf(client, name)) === undefined) await create(client, name);
  // 10 ms at first (the embedded store), 2 s at most.
  for (
    let waited = 0, wait = 10;
    (await statusOf(client, name)) !== 'ACTIVE';
    wait = Math.min(2 * wait, 2000)
  ) {
    if (waited > 120_000) throw new Fault('TimeoutFault', `table ${name} is not active after two minutes`);
    await setTimeout(wait);
    waited += wait;
  }
  const command = new UpdateContinuousBackupsCommand({
    TableName: name,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  });
  await unlessUnknown(client.send(command), name);
}

async function create(client: DynamoDBClient, name: string): Promise<void> {
  const command = new CreateTableCommand({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: Object.values(TABLE_KEY).map((key) => ({ AttributeName: key, AttributeType: 'S' })),
    KeySchema: [
      { AttributeName: TABLE_KEY.partition, KeyType: 'HASH' },
      { AttributeName: TABLE_KEY.sort, KeyType: 'RANGE' },
    ],
  });
  await client.send(command).catch((error: unknown) => {
    // Somebody else was quicker.
    if (!(error instanceof ResourceInUseException))
      throw toFault(error, { table: name, doing: 'creating it' });
  });
}

async function statusOf(client: DynamoDBClient, name: string): Promise<string | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table?.TableStatus;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw toFault(error, { table: name, doing: 'describing it' });
  }
}

async function enableExpiry(client: DynamoDBClient, name: string): Promise<void> {
  const { TimeToLiveDescription: now } = await client.send(
    new DescribeTimeToLiveCommand({ TableName: name }),
  );
  if (now?.TimeToLiveStatus !== 'DISABLED') return;
  const TimeToLiveSpecification = { AttributeName: EXPIRY, Enabled: true };
  await client.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }));
}

/** Dynalite knows neither backups nor how to switch a TTL on: there nothing expires, and the folder is the backup. */
async function unlessUnknown(doing: Promise<unknown>, table: string): Promise<void> {
  await doing.catch((error: unknown) => {
    if (error instanceof Error && error.name === 'UnknownOperationException') return;
    throw toFault(error, { table, doing: 'setting its backups and expiry' });
  });
}
