import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { functionKeys, type Credentials } from '@roster/local-aws';
import {
  functionName,
  keptPartition,
  runsPartition,
  tableNames,
  workerRoleName,
  type MachineName,
  type WorkerName,
} from '@roster/workflow';
import { PREFIX, type Rig } from './rig.ts';

/** A client of DynamoDB, of the rig's local AWS; one refusal is an answer. */
export const dynamoDbOf = ({ aws }: Rig, credentials: Credentials): DynamoDBClient =>
  new DynamoDBClient({ endpoint: aws.endpoint, region: aws.region, credentials, maxAttempts: 1 });

/**
 * A client that signs with the keys of a worker's function, so as its role. Error where the role does not even let it
 * read what each worker may: then its keys are none, since the worker was never called, and a refusal would prove nothing.
 */
export async function asWorker(rig: Rig, machine: MachineName, worker: WorkerName): Promise<DynamoDBClient> {
  const { account, region } = rig.aws;
  const role = workerRoleName(PREFIX, machine, worker, region);
  const keys = functionKeys({ account, region, name: functionName(PREFIX, machine, worker), role });
  const client = dynamoDbOf(rig, keys);
  const pk = { S: readable(machine, worker) };
  await client.send(
    new GetItemCommand({ TableName: tableNames(PREFIX).journal, Key: { pk, sk: { S: 'forged' } } }),
  );
  return client;
}

const readable = (machine: MachineName, worker: WorkerName): string =>
  worker === 'plan' || worker === 'report'
    ? runsPartition(machine)
    : keptPartition('task', machine, 'forged');
