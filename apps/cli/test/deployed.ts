import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createCatalog, createJournal, createTables, rawOperations } from '@roster/catalog';
import { FakeDeployment, serveDeployment, type Deployed, type Play } from '@roster/deployment/testing';
import type { Sandbox } from '@roster/sandbox';
import { tableNames } from '@roster/workflow';
import { runLocally } from '@roster/workflow/local';
import { composeHandlers } from '../src/compose.ts';
import { ACCOUNT, REGION } from './fleet.ts';
import { collected, ioOf } from './harness.ts';

export const PREFIX = 'team';
export const STORE = `dynamodb:${REGION}/${PREFIX}`;

/** Tables in the sandbox, and beside them a Step Functions and a Scheduler that run the machine on them. */
export interface Cloud extends AsyncDisposable {
  readonly fake: FakeDeployment;
  readonly env: Readonly<Record<string, string>>;
  readonly journal: ReturnType<typeof createJournal>;
  /** Deletes a table. */
  drop(table: 'catalog' | 'journal'): Promise<unknown>;
}

/** Makes the tables, and deploys both machines, or what is given. `before` is waited for before a run is played. */
export async function deployInto(
  sandbox: Sandbox,
  deployed: Deployed = { machines: ['plan', 'apply'] },
  before: () => Promise<unknown> = () => Promise.resolve(),
): Promise<Cloud> {
  const client = clientOf(sandbox);
  await createTables(client, PREFIX);
  const names = tableNames(PREFIX);
  const journal = createJournal({ client, name: names.journal });
  const catalog = createCatalog({ client, name: names.catalog });
  const io = ioOf({
    ...{ out: collected().sink, error: collected().sink, folder: '/', stdin: '', aheadMs: 0 },
    env: sandbox.env,
  });
  const play: Play = async ({ input }) => {
    await before();
    const handlers = composeHandlers(io, { journal, catalog });
    const run = { input, handlers, dynamodb: rawOperations(client), journalTable: names.journal };
    const result = await runLocally({ ...run, retryScale: 0 });
    return result.status === 'succeeded' ? 'succeeded' : result;
  };
  const fake = new FakeDeployment({ prefix: PREFIX, region: REGION, account: ACCOUNT }, play);
  await fake.deploy(deployed);
  const served = await serveDeployment(fake);
  return {
    fake,
    journal,
    env: { ...sandbox.env, ...served.env, ROSTER_STORE: STORE },
    drop: (table) => client.send(new DeleteTableCommand({ TableName: names[table] })),
    [Symbol.asyncDispose]: async () => {
      await served[Symbol.asyncDispose]();
      client.destroy();
    },
  };
}

function clientOf({ env }: Sandbox): DynamoDBClient {
  const endpoint = env['AWS_ENDPOINT_URL_DYNAMODB'];
  const credentials = {
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
  };
  return new DynamoDBClient({
    region: REGION,
    credentials,
    ...(endpoint === undefined ? {} : { endpoint }),
  });
}
