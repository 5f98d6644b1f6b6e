import { rm } from 'node:fs/promises';
import { clusterArn } from '@roster/access';
import { spawnSandbox, type CallCounts, type RemoteSandbox } from '@roster/sandbox';
import type { Usage } from '../process/measure-node.ts';
import type { Order, OrderedCluster } from './bare/order.ts';
import { runBareLoop } from './bare/run-bare-loop.ts';
import { writeFleet, type FleetSize, type WrittenFleet } from './fleet-file.ts';
import { roster } from './roster.ts';

export type Mode = Order['mode'];

/** A run, and the bare loop of the same calls. */
export interface Pair {
  readonly run: Usage;
  readonly bare: Usage;
  /** HTTP calls of each. */
  readonly calls: number;
}

/** How many clusters a run visits side by side by default: four shards of 25. */
const WIDTH = 100;

/**
 * Measures, for so many clusters, an apply that changes each and a plan that finds each in sync, and for both the bare
 * loop of the same calls against a fresh sandbox that is equal. Error where the loop's calls are not those of the run.
 */
export async function measureFleet(size: FleetSize): Promise<Readonly<Record<Mode, Pair>>> {
  const written = await writeFleet(size);
  try {
    const { ran, data } = await runs(written);
    const looped = await loops(written, data);
    return { change: pair(ran.change, looped.change), plan: pair(ran.plan, looped.plan) };
  } finally {
    await rm(written.folder, { recursive: true });
  }
}

interface Counted {
  readonly usage: Usage;
  readonly calls: CallCounts;
}
type Both = Readonly<Record<Mode, Counted>>;

async function runs({
  fleet,
  folder,
}: WrittenFleet): Promise<{ ran: Both; data: readonly OrderedCluster[] }> {
  await using sandbox = await spawnSandbox({ ...fleet, dynamodb: false });
  const home = { folder, aws: sandbox.env };
  const counted = async (...args: readonly string[]) => {
    await sandbox.resetCalls();
    const usage = await roster(home, ...args);
    return { usage, calls: await sandbox.calls() };
  };
  await roster(home, 'catalog', 'push', 'fleet.yaml');
  const ran = { change: await counted('apply'), plan: await counted('plan') };
  return { ran, data: await dataOf(sandbox, fleet) };
}

/** What the run has written: the loop patches the same. */
async function dataOf(sandbox: RemoteSandbox, { clusters }: WrittenFleet['fleet']) {
  const ordered: OrderedCluster[] = [];
  for (const { name, account, region } of clusters) {
    const data = (await sandbox.cluster(clusterArn({ name, account, region })).awsAuth()) ?? {};
    ordered.push({ name, account, region, data });
  }
  return ordered;
}

async function loops({ fleet }: WrittenFleet, clusters: readonly OrderedCluster[]): Promise<Both> {
  await using sandbox = await spawnSandbox({ ...fleet, dynamodb: false });
  const counted = async (mode: Mode) => {
    const order = { mode, clusters, width: WIDTH, run: '20260101t000000-abcd' };
    const usage = await runBareLoop(order, sandbox.env, () => sandbox.resetCalls());
    return { usage, calls: await sandbox.calls() };
  };
  return { change: await counted('change'), plan: await counted('plan') };
}

function pair(run: Counted, bare: Counted): Pair {
  const [ours, theirs] = [run.calls, bare.calls].map((calls) => JSON.stringify(Object.entries(calls).sort()));
  if (ours !== theirs) throw new Error(`the bare loop made other calls than the run: ${theirs} and ${ours}`);
  const calls = Object.values(run.calls).reduce((sum, count) => sum + count, 0);
  return { run: run.usage, bare: bare.usage, calls };
}
