import { Fault, RunInput, RunProgress, writesClusters } from '@roster/workflow';
import type { RunDeps } from '../deps.ts';
import { state } from '../parsed.ts';
import type { RunHeader } from '../ports/index.ts';
import { takeLease } from '../run/lease.ts';
import { nextStep } from '../run/next-step.ts';
import { planRun } from '../run/plan-run.ts';
import { runIdOf } from '../run/run-id.ts';

/**
 * OpenRun: takes the lease when the run writes, reads one revision, writes what each cluster needs, then the header.
 * In: `RunInput`; out: `RunProgress` with the first step. Of a run that was opened before (another try, or a resume
 * by a new execution) it returns the first step with something still pending. Throws LeaseHeldFault, and
 * BadInputFault for a selection or a revision that is wrong, naming all that is.
 */
export const openRun = state(
  { name: 'OpenRun', input: RunInput, output: RunProgress },
  async (input, deps: RunDeps): Promise<RunProgress> => {
    const { journal, clock } = deps;
    const { mode, concurrency, execution } = input;
    const run = runIdOf(input);
    const stood = await journal.getRun(run);
    assertMode(run, input, stood);
    const now = clock();
    if (writesClusters(mode)) await takeLease(journal, run, now);
    const header = stood ?? (await planRun(run, input, deps));
    if (!header.executions.includes(execution)) await journal.addExecution(run, execution);
    const startedAgain = stood !== undefined || !header.executions.includes(execution);
    const first = await nextStep(journal, header, { wave: 0, step: 0, failures: 0, startedAgain });
    const lease = writesClusters(mode) ? { leasedAt: now.toISOString() } : {};
    return { run, mode, concurrency, ...lease, ...first };
  },
);

function assertMode(run: string, { mode }: RunInput, stood: RunHeader | undefined): void {
  if (mode === 'restore') {
    throw new Fault(
      'BadInputFault',
      `run ${run}: mode restore comes with a later version; roll the catalog back, and apply`,
    );
  }
  if (stood !== undefined && stood.mode !== mode) {
    throw new Fault(
      'BadInputFault',
      `run ${run} was opened in mode ${stood.mode}: start ${mode} as a new run`,
    );
  }
}
