import { createCatalog, createJournal, createTables, parseFleet, rawOperations } from '@roster/catalog';
import { connectAws, createCloud } from '@roster/eks';
import { createClusterApi } from '@roster/kubernetes';
import { apply, closeRun, gate, openRun, rollback, token, verify, type ClusterDeps } from '@roster/reconcile';
import { tableNames } from '@roster/workflow';
import { runLocally, type Handlers } from '@roster/workflow/local';
import { setTimeout } from 'node:timers/promises';
import { Meter, type MeterOptions, type Took } from './meter.ts';
import { meteredClient } from './metered-client.ts';

const PREFIX = 'roster-bench';
const NAMES = tableNames(PREFIX);
const REGION = 'eu-west-1';

/** Makes the tables, and stores the fleet file as the first revision. */
export async function fillTables(options: MeterOptions, text: string): Promise<void> {
  const client = meteredClient(new Meter(options), REGION);
  await createTables(client, PREFIX);
  const now = new Date();
  const parsed = parseFleet([{ file: 'fleet.yaml', text }], { now });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  await createCatalog({ client, name: NAMES.catalog }).push(parsed.fleet, { who: 'a bench', now });
  client.destroy();
}

export interface MeasuredRun {
  readonly run: string;
  readonly mode: 'plan' | 'apply';
}

/** One run of the state machine, each call by itself, with fresh clients. What it took, by state. */
export async function measuredRun(
  options: MeterOptions,
  { run, mode }: MeasuredRun,
): Promise<Record<string, Took>> {
  const meter = new Meter(options);
  const client = meteredClient(meter, REGION);
  const { query, updateItem } = rawOperations(client);
  const result = await runLocally({
    // One shard at a time: a call that waits for its turn may not run into its state's TimeoutSeconds.
    input: { run, mode, who: 'a bench', concurrency: 1 },
    execution: `local:${run}`,
    handlers: metered(meter, handlersOf(client)),
    dynamodb: {
      query: (parameters) => meter.measure('ReadShard', () => query(parameters)),
      updateItem: (parameters) => meter.measure('Record', () => updateItem(parameters)),
    },
    journalTable: NAMES.journal,
  });
  client.destroy();
  if (result.status !== 'succeeded') throw new Error(`the measured run failed: ${JSON.stringify(result)}`);
  return meter.took;
}

/** What the Lambdas wrap, as they compose it. */
function handlersOf(client: ReturnType<typeof meteredClient>): Handlers {
  const clock = () => new Date();
  const journal = createJournal({ client, name: NAMES.journal });
  const of = { catalog: createCatalog({ client, name: NAMES.catalog }), journal, events: undefined, clock };
  const aws = connectAws({ env: process.env, clock });
  const cluster: ClusterDeps = {
    ...{ journal, limits: {}, clock, signingClock: aws.clock.now, random: Math.random },
    cloud: createCloud(aws),
    clusterApi: createClusterApi({ env: process.env }),
    pause: (milliseconds) => setTimeout(milliseconds),
  };
  return {
    OpenRun: (input) => openRun(input, of),
    Token: (input) => token(input, cluster),
    Apply: (input) => apply(input, cluster),
    Verify: (input) => verify(input, cluster),
    Rollback: (input) => rollback(input, cluster),
    Gate: (input) => gate(input, of),
    CloseRun: (input) => closeRun(input, of),
  };
}

function metered(meter: Meter, handlers: Handlers): Handlers {
  return Object.fromEntries(
    Object.entries(handlers).map(([state, handler]) => [
      state,
      (input: unknown) => meter.measure(state, () => handler(input)),
    ]),
  ) as unknown as Handlers;
}
