import { Fault, RunProgress, writesClusters } from '@roster/workflow';
import type { ReportDeps } from '../deps.ts';
import { state } from '../parsed.ts';
import { renewLease } from '../run/lease.ts';
import { failuresOf, nextStep } from '../run/next-step.ts';
import { stepShards } from '../run/shards.ts';

const MINUTE = 60_000;

/**
 * Gate: renews the lease of a run that writes and tells the world for how long it has held it, counts the step that
 * has run against its wave's failure budget, and returns what comes next: another step, the end, or a halt. In and out:
 * `RunProgress`. Throws LeaseHeldFault when another run has taken the lease: this one may not write any more, and stops.
 */
export const gate = state(
  { name: 'Gate', input: RunProgress, output: RunProgress },
  async (progress, { journal, events, clock }: ReportDeps): Promise<RunProgress> => {
    const { run, mode, wave, step, leasedAt } = progress;
    const header = await journal.getRun({ run, mode });
    if (header === undefined) throw new Fault('BadInputFault', `run ${run} was never opened`);
    const now = clock();
    if (writesClusters(mode)) await renewLease(journal, run, now);
    if (leasedAt !== undefined) events?.tellLease((now.getTime() - Date.parse(leasedAt)) / MINUTE);
    const failures = progress.failures + (await failuresOf(journal, stepShards(header, wave, step)));
    const startedAgain = header.executions.length > 1;
    return {
      ...progress,
      ...(await nextStep(journal, header, { wave, step: step + 1, failures, startedAgain })),
    };
  },
);
