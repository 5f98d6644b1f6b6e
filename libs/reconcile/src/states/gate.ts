import { Fault, RunProgress, writesClusters } from '@roster/workflow';
import type { ReportDeps } from '../deps.ts';
import { state } from '../parsed.ts';
import { renewLease } from '../run/lease.ts';
import { failuresOf, nextStep } from '../run/next-step.ts';
import { stepShards } from '../run/shards.ts';

type GateDeps = Pick<ReportDeps, 'journal' | 'clock'>;

/**
 * Gate: renews the lease of a run that writes, counts the step that has run against its wave's failure budget, and
 * tells what comes next: another step, the end, or a halt. In and out: `RunProgress`. Throws LeaseHeldFault when
 * another run has taken the lease: this one may not write any more, and stops.
 */
export const gate = state(
  { name: 'Gate', input: RunProgress, output: RunProgress },
  async (progress, { journal, clock }: GateDeps): Promise<RunProgress> => {
    const { run, mode, wave, step } = progress;
    const header = await journal.getRun(run);
    if (header === undefined) throw new Fault('BadInputFault', `run ${run} was never opened`);
    if (writesClusters(mode)) await renewLease(journal, run, clock());
    const failures = progress.failures + (await failuresOf(journal, stepShards(header, wave, step)));
    const startedAgain = header.executions.length > 1;
    return {
      ...progress,
      ...(await nextStep(journal, header, { wave, step: step + 1, failures, startedAgain })),
    };
  },
);
