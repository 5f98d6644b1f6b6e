import type { Context } from '../command.ts';
import type { Output } from '../output/output.ts';
import { plural } from '../output/plural.ts';
import { table } from '../output/table.ts';
import { renderRun } from '../report/render-run.ts';
import type { RunReport } from '../report/run-report.ts';
import type { RunRequest } from '../run/fleet-run.ts';
import { runFleet } from '../run/run-fleet.ts';
import { memoryStore } from '../store.ts';
import { compare, type Disagreement } from './compare.ts';
import { demoFleet, PLACES, type DemoFleet } from './fleet.ts';

/** What the demo found, for the summary and for `-o json`. */
export interface DemoResult {
  readonly clusters: number;
  /** Writes to any cluster's Kubernetes API: by the plans, the first applies, and the second applies. */
  readonly writes: { readonly plan: number; readonly first: number; readonly second: number };
  readonly disagreements: readonly Disagreement[];
}

const EVERYTHING: RunRequest = {
  selector: undefined,
  clusters: [],
  accounts: [],
  regions: [],
  files: [],
  store: undefined,
  overrides: [],
  concurrency: undefined,
  all: false,
};

/** Both fleets, one after the other: a run stays within one partition. */
export async function runDemo(context: Context): Promise<DemoResult> {
  const results: DemoResult[] = [];
  for (const place of PLACES) results.push(await runOne(context, demoFleet(place)));
  const sum = (of: (result: DemoResult) => number) =>
    results.reduce((total, result) => total + of(result), 0);
  return {
    clusters: sum(({ clusters }) => clusters),
    writes: {
      plan: sum(({ writes }) => writes.plan),
      first: sum(({ writes }) => writes.first),
      second: sum(({ writes }) => writes.second),
    },
    disagreements: results.flatMap(({ disagreements }) => disagreements),
  };
}

async function runOne({ io, out }: Context, demo: DemoFleet): Promise<DemoResult> {
  const { startSandbox } = await import('@roster/sandbox');
  const caller = `${(demo.roles[0] ?? '').replace(/role\/.*$/, '')}user/you`;
  await using sandbox = await startSandbox({
    clusters: demo.clusters,
    principals: demo.roles.map((arn) => ({ arn })),
    caller,
    dynamodb: false,
  });
  const store = await memoryStore();
  try {
    await store.catalog.push(demo.fleet, { who: io.user, now: io.now() });
    // The sandbox's endpoints and keys, and nothing of the AWS settings of whoever runs this.
    const inside = { io: { ...io, env: { ...sandbox.env, NO_COLOR: io.env['NO_COLOR'] } }, out };
    tell(out, demo);
    const writes = () => countWrites(sandbox.calls());
    const steps: { report: RunReport; writes: number }[] = [];
    for (const [title, mode] of STEPS) {
      sandbox.resetCalls();
      out.note(`\n${out.paint.stderr('bold', title)}`);
      const report = await runFleet(inside, { mode, request: EVERYTHING, store, details: Infinity });
      out.note(renderRun(report, out.paint.stderr, { limit: 3 }));
      steps.push({ report, writes: writes() });
    }
    const [plan = 0, first = 0, second = 0] = steps.map((step) => step.writes);
    return {
      clusters: demo.clusters.length,
      writes: { plan, first, second },
      disagreements: compare(
        demo,
        steps.map(({ report }) => report),
      ),
    };
  } finally {
    await store.close();
  }
}

const STEPS = [
  ['1. roster plan: what would change, changing nothing', 'plan'],
  ['2. roster apply: correct, prove, verify; put back what got worse', 'apply'],
  ['3. roster apply again: nothing is left to do', 'apply'],
] as const;

function countWrites(calls: Readonly<Record<string, number>>): number {
  return Object.entries(calls).reduce(
    (sum, [kind, count]) => (/^k8s:(create|update|patch|delete) configmaps/.test(kind) ? sum + count : sum),
    0,
  );
}

function tell(out: Output, { title, planted }: DemoFleet): void {
  const paint = out.paint.stderr;
  const stories = new Map<string, number>();
  for (const { story } of planted.values()) stories.set(story, (stories.get(story) ?? 0) + 1);
  out.note(
    `\n${paint('bold', `${title}: ${plural(planted.size, 'cluster')}`)}, each with its own aws-auth and its own trouble`,
  );
  out.note(
    table(
      [...stories].map(([story, count]) => [String(count), story]),
      { indent: 2, right: [0] },
    ),
  );
}
