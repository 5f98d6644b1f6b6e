import { Fault } from '@roster/workflow';
import type { Context } from '../command.ts';
import type { RunReport } from '../report/run-report.ts';
import type { RunRequest } from '../run/run-options.ts';
import { runFleet } from '../run/run-fleet.ts';
import { memoryStore, type Store } from '../store.ts';
import { compare } from './compare.ts';
import { together, type DemoResult } from './demo-result.ts';
import { conditionsOf, demoFleet, PLACES, type DemoFleet } from './fleet.ts';
import { narrateFleet, narrateIntroduction, narrateRun } from './narrate.ts';

const EVERYTHING: RunRequest = {
  selector: undefined,
  clusters: [],
  accounts: [],
  regions: [],
  files: [],
  store: undefined,
  overrides: [],
  concurrency: undefined,
  change: undefined,
  prune: false,
  all: false,
};

/** Both fleets, one after the other: a run stays within one partition. */
export async function runDemo({ io, out }: Context): Promise<DemoResult> {
  // One for all runs: what stops one stops the demo, and not that run alone.
  const signal = io.interrupted();
  const context = { io: inDemo(io, signal), out };
  const fleets = PLACES.map((place) => demoFleet(place));
  narrateIntroduction(context.out, fleets);
  const results: DemoResult[] = [];
  for (const [index, fleet] of fleets.entries()) results.push(await runOne(context, fleet, index === 0));
  return together(results);
}

/** `whole`: what the plan and the first apply came to is told in full, for one fleet is enough to see it. */
async function runOne({ io, out }: Context, demo: DemoFleet, whole: boolean): Promise<DemoResult> {
  const { startSandbox } = await import('@roster/sandbox');
  await using sandbox = await startSandbox({
    clusters: demo.clusters,
    principals: demo.roles.map((arn) => ({ arn })),
    caller: demo.caller,
    dynamodb: false,
  });
  // The sandbox's endpoints and keys, and nothing of the AWS settings of whoever runs this.
  const inside = { io: Object.assign(Object.create(io) as typeof io, { env: sandbox.env }), out };
  narrateFleet(out, demo);
  const takeWrites = () => {
    const writes = countWrites(sandbox.calls());
    sandbox.resetCalls();
    return writes;
  };
  const steps = await inMemory(demo, io, (store) => threeRuns(inside, { store, takeWrites, whole }));
  const [plan = 0, first = 0, second = 0] = steps.map(({ writes }) => writes);
  const reports = steps.map(({ report }) => report);
  return {
    clusters: demo.clusters.length,
    writes: { plan, first, second },
    conditions: conditionsOf(demo),
    disagreements: compare(demo, reports),
  };
}

async function inMemory<T>(
  { fleet }: DemoFleet,
  io: Context['io'],
  use: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await memoryStore();
  try {
    await store.catalog.push(fleet, { who: io.user, now: io.now() });
    return await use(store);
  } finally {
    await store.close();
  }
}

interface Step {
  readonly report: RunReport;
  readonly writes: number;
}

interface Runs {
  readonly store: Store;
  /** How many writes the clusters have seen since it was last asked. */
  readonly takeWrites: () => number;
  readonly whole: boolean;
}

/** Plan, apply, and apply again. */
async function threeRuns(context: Context, { store, takeWrites, whole }: Runs): Promise<readonly Step[]> {
  const steps: Step[] = [];
  for (const [index, mode] of (['plan', 'apply', 'apply'] as const).entries()) {
    const told = narrateRun(context.out, index);
    takeWrites();
    assertGoesOn(context.io);
    const report = await runFleet(context, { mode, request: EVERYTHING, store, details: Infinity });
    const writes = takeWrites();
    assertGoesOn(context.io);
    told(report, writes, whole && index < 2);
    steps.push({ report, writes });
  }
  return steps;
}

/** The same world, with one answer to Ctrl-C. It is built upon and not copied: some of it is only asked for when needed. */
function inDemo(io: Context['io'], signal: AbortSignal): Context['io'] {
  return Object.assign(Object.create(io) as Context['io'], { interrupted: () => signal });
}

/** Throws where the user has left. */
function assertGoesOn({ interrupted }: Context['io']): void {
  if (interrupted().aborted) throw new Fault('StoppedFault', 'the demo was stopped: nothing of it is left');
}

function countWrites(calls: Readonly<Record<string, number>>): number {
  return Object.entries(calls).reduce(
    (sum, [kind, count]) => (/^k8s:(create|update|patch|delete) configmaps/.test(kind) ? sum + count : sum),
    0,
  );
}
