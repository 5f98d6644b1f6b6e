import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createCatalog, createJournal, createTables, rawOperations } from '@roster/catalog';
import { FakeDeployment, serveDeployment, type Deployed, type Play } from '@roster/deployment/testing';
import type { Sandbox } from '@roster/sandbox';
import { tableNames } from '@roster/workflow';
import { runLocally } from '@roster/workflow/local';
import { expect } from 'vitest';
import { composeHandlers } from '../src/compose.ts';
import { ACCOUNT, REGION } from './fleet.ts';
import { collected, ioOf, user, type Ran, type User } from './harness.ts';
import { begin } from './process.ts';

const PREFIX = 'team';
export const STORE = `dynamodb:${REGION}/${PREFIX}`;

/** Tables in the sandbox, and beside them a Step Functions and a Scheduler that run the machine on them. */
export interface Cloud extends AsyncDisposable {
  readonly fake: FakeDeployment;
  readonly env: Readonly<Record<string, string>>;
  readonly journal: ReturnType<typeof createJournal>;
  /** Deletes a table. */
  drop(table: 'catalog' | 'journal'): Promise<unknown>;
}

interface Deploying {
  readonly deployed: Deployed;
  /** Is waited for before a run is played. */
  readonly before?: () => Promise<unknown>;
}

/** A user of a deployment, and what is theirs; the sandbox ends with them. */
export interface Team extends AsyncDisposable {
  readonly cloud: Cloud;
  readonly ann: User;
  /** Runs a command as a process of its own, on the shared store. */
  readonly roster: (...argv: readonly string[]) => Promise<Ran>;
}

/** Deploys beside these clusters, and pushes the fleet of the files. */
export async function startTeam(
  sandbox: Sandbox,
  { files, ...deploying }: Deploying & { readonly files: Readonly<Record<string, string>> },
): Promise<Team> {
  const cloud = await deployInto(sandbox, deploying);
  const ann = await user({ files });
  const roster: Team['roster'] = (...argv) => begin(argv, { folder: ann.folder, env: cloud.env }).ended;
  expect(await roster('catalog', 'push', 'fleet')).toMatchObject({ code: 0 });
  return {
    ...{ cloud, ann, roster },
    [Symbol.asyncDispose]: async () => {
      await cloud[Symbol.asyncDispose]();
      await ann[Symbol.asyncDispose]();
      await sandbox.stop();
    },
  };
}

/** Makes the tables, and deploys. */
async function deployInto(sandbox: Sandbox, { deployed, before }: Deploying): Promise<Cloud> {
  const client = await makeTables(sandbox);
  const names = tableNames(PREFIX);
  const journal = createJournal({ client, name: names.journal });
  const catalog = createCatalog({ client, name: names.catalog });
  const io = ioOf({
    ...{ out: collected().sink, error: collected().sink, folder: '/', stdin: '', aheadMs: 0 },
    env: sandbox.env,
  });
  const play: Play = async ({ machine, name, input }) => {
    await before?.();
    const handlers = composeHandlers(io, { journal, catalog });
    const execution = `arn:aws:states:${REGION}:${ACCOUNT}:execution:${PREFIX}-${machine}:${name}`;
    const run = { input, execution, handlers, dynamodb: rawOperations(client), journalTable: names.journal };
    const result = await runLocally({ ...run, retryScale: 0 });
    return result.status === 'succeeded' ? 'succeeded' : result;
  };
  const fake = new FakeDeployment({ prefix: PREFIX, tables: PREFIX, region: REGION, account: ACCOUNT }, play);
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

/** The tables, as a deployment makes them, and a client for them. */
export async function makeTables({ env }: Sandbox): Promise<DynamoDBClient> {
  const endpoint = env['AWS_ENDPOINT_URL_DYNAMODB'];
  const credentials = {
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
  };
  const client = new DynamoDBClient({
    region: REGION,
    credentials,
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  await createTables(client, PREFIX);
  return client;
}
