import { whyNoOverride } from '@roster/access';
import { Fault, OpenInput, RunProgress, writesClusters, type RunInput } from '@roster/workflow';
import type { RunDeps } from '../deps.ts';
import { state } from '../parsed.ts';
import { takeLease } from '../run/lease.ts';
import { nextStep } from '../run/next-step.ts';
import { planRun } from '../run/plan-run.ts';
import { assertOfNow, runIdOf } from '../run/run-id.ts';
import { assertMayResume, assertSameRun } from '../run/stood.ts';

/**
 * OpenRun: takes the lease when the run writes, reads the current revision, writes what each cluster needs, then the
 * header. In: `OpenInput`; out: `RunProgress` with the first step. Of a run that was opened before (another try, or a
 * resume by a new execution: `assertMayResume`) it returns the first step with something still pending, on the revision
 * that the header records. Throws LeaseHeldFault; and BadInputFault for an id that stands for another run, and for a
 * selection or a revision that is wrong, naming all that is.
 */
export const openRun = state(
  { name: 'OpenRun', input: OpenInput, output: RunProgress },
  async (start, deps: RunDeps): Promise<RunProgress> => {
    const { journal, clock, local } = deps;
    const { execution, input } = start;
    const { mode, who, concurrency } = input;
    const run = runIdOf(input);
    assertPossible(run, input);
    assertOfNow(run, clock());
    const stood = await journal.findRun(run);
    if (stood !== undefined) {
      assertSameRun(stood, input);
      await assertMayResume(stood, start, deps);
    }
    const now = clock();
    if (writesClusters(mode)) await takeLease(journal, { run, execution, who, now, local });
    const header = stood ?? (await planRun(run, start, deps));
    // Another execution may have opened it meanwhile.
    if (stood === undefined) await assertMayResume(header, start, deps);
    if (!header.executions.includes(execution)) await journal.addExecution(header, execution);
    const startedAgain = stood !== undefined || !header.executions.includes(execution);
    const first = await nextStep(journal, header, { wave: 0, step: 0, failures: 0, startedAgain });
    const lease = writesClusters(mode) ? { leasedAt: now.toISOString() } : {};
    return { run, mode, concurrency, ...lease, ...first };
  },
);

function assertPossible(run: string, { mode, overrides, preview }: RunInput): void {
  if (mode === 'restore') {
    throw new Fault(
      'BadInputFault',
      `run ${run}: mode restore comes with a later version; roll the catalog back, and apply`,
    );
  }
  // What is written to a cluster is known of it.
  if (preview === true && writesClusters(mode)) {
    throw new Fault('BadInputFault', `run ${run}: a preview cannot ${mode}: it only looks`);
  }
  // A slip in a rule's name would be found only once the rule has refused what was meant to pass.
  const wrong = overrides.flatMap(({ rule }) => whyNoOverride(rule) ?? []);
  if (wrong.length > 0) throw new Fault('BadInputFault', `run ${run}: ${wrong.join('\n')}`);
}
