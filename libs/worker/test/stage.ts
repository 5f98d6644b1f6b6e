import {
  createCatalog,
  createJournal,
  createStoreClient,
  createTables,
  parseFleet,
  rawOperations,
} from '@roster/catalog';
import type { Journal } from '@roster/reconcile';
import { makeFleet, startSandbox } from '@roster/sandbox';
import type { Sandbox } from '@roster/sandbox';
import type { DynamoDb } from '@roster/workflow/local';
import { tableNames } from '@roster/workflow';
import { vi } from 'vitest';

/** A sandbox with clusters and both tables, and the environment by which a worker finds them: `process.env` by now. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly env: Readonly<Record<string, string>>;
  readonly arns: readonly string[];
  readonly journal: Journal;
  readonly journalTable: string;
  readonly dynamodb: DynamoDb;
  /** Puts the environment back, and ends the sandbox. */
  close(): Promise<void>;
}

const GRANT = `
  - name: operators
    principals: [{ roleName: Operators }]
    username: operators
    groups: [operators]
    clusters: {}
`;

/** Opens a stage of so many clusters, each with one row to add beside so many that are nobody's. */
export async function openStage(size: number, foreignRows = 2): Promise<Stage> {
  const made = makeFleet({ clusters: size, accounts: 1, regions: ['eu-west-1'], foreignRows });
  const { clusters, principals, caller } = made;
  const sandbox = await startSandbox({ clusters, principals, caller });
  const names = tableNames('roster');
  // This process stands in for Lambda's.
  const env = {
    ...sandbox.env,
    ...{
      ROSTER_CATALOG_TABLE: names.catalog,
      ROSTER_JOURNAL_TABLE: names.journal,
      ROSTER_PREFIX: 'roster',
      ROSTER_LIMITS: '{}',
    },
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const client = createStoreClient({ region: 'eu-west-1' });
  await createTables(client, 'roster');
  const lines = clusters.map(
    ({ name, account, region }) => `  - { name: ${name}, account: "${account}", region: ${region} }\n`,
  );
  const text = `apiVersion: roster/v1
defaults:
  roles:
    read: arn:{partition}:iam::{account}:role/RosterRead
    write: arn:{partition}:iam::{account}:role/RosterWrite
rollout:
  failureBudget: 90%
clusters:
${lines.join('')}grants:${GRANT}`;
  const now = new Date();
  const parsed = parseFleet([{ file: 'fleet.yaml', text }], { now });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  await createCatalog({ client, name: names.catalog }).push(parsed.fleet, { who: 'a test', now });
  return {
    sandbox,
    env,
    arns: sandbox.clusterArns(),
    journal: createJournal({ client, name: names.journal }),
    journalTable: names.journal,
    dynamodb: rawOperations(client),
    close: () => {
      vi.unstubAllEnvs();
      client.destroy();
      return sandbox.stop();
    },
  };
}
