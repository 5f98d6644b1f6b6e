import { rm } from 'node:fs/promises';
import { clusterArn } from '@roster/access';
import { spawnSandbox, type CallCounts, type RemoteSandbox } from '@roster/sandbox';
import type { Usage } from '../process/measure-node.ts';
import type { Order, OrderedCluster } from './loop/order.ts';
import { runLoop, type Loop } from './loop/run-loop.ts';
import { writeFleet, type FleetSize, type WrittenFleet } from './fleet-file.ts';
import { roster } from './roster.ts';

export type Mode = Order['mode'];

/** A run, and the two loops of the same calls. */
export interface Trio extends Readonly<Record<Loop, Usage>> {
  readonly run: Usage;
  /** HTTP calls of each. */
  readonly calls: number;
}

/** How many clusters a run visits side by side by default: four shards of 25. */
const WIDTH = 100;

/**
 * Measures, for so many clusters, an apply that changes each and a plan that finds each in sync, and for both the
 * two loops of the same calls, each against a fresh sandbox that is equal. Error where a loop's calls are not the run's.
 */
export async function measureFleet(size: FleetSize): Promise<Readonly<Record<Mode, Trio>>> {
  const written = await writeFleet(size);
  try {
    const { ran, data } = await runs(written);
    const bare = await loops('bare', written, data);
    const clients = await loops('clients', written, data);
    const trio = (mode: Mode) => trioOf(ran[mode], { bare: bare[mode], clients: clients[mode] });
    return { change: trio('change'), plan: trio('plan') };
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

async function loops(
  which: Loop,
  { fleet }: WrittenFleet,
  clusters: readonly OrderedCluster[],
): Promise<Both> {
  await using sandbox = await spawnSandbox({ ...fleet, dynamodb: false });
  const counted = async (mode: Mode) => {
    const order = { mode, clusters, width: WIDTH, run: '20260101t000000-abcd' };
    const usage = await runLoop(which, order, { env: sandbox.env, before: () => sandbox.resetCalls() });
    return { usage, calls: await sandbox.calls() };
  };
  return { change: await counted('change'), plan: await counted('plan') };
}

function trioOf(run: Counted, loops: Readonly<Record<Loop, Counted>>): Trio {
  const made = ({ calls }: Counted) => JSON.stringify(Object.entries(calls).sort());
  for (const [which, loop] of Object.entries(loops)) {
    if (made(loop) === made(run)) continue;
    throw new Error(`the loop '${which}' made other calls than the run: ${made(loop)} and ${made(run)}`);
  }
  const calls = Object.values(run.calls).reduce((sum, count) => sum + count, 0);
  return { run: run.usage, bare: loops.bare.usage, clients: loops.clients.usage, calls };
}
