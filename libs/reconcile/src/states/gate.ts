import { RunProgress, writesClusters, Fault } from '@roster/workflow';
import type { RunDeps } from '../deps.ts';
import { parsed } from '../parsed.ts';
import { renewLease } from '../run/lease.ts';
import { failuresOf, nextStep } from '../run/next-step.ts';
import { shardsOf } from '../run/shards.ts';

type GateDeps = Pick<RunDeps, 'journal' | 'clock'>;

/**
 * Gate: counts the step that has run against its wave's failure budget, and tells what comes next: another step, the
 * end, or a halt (the budget is reached; or another run took the lease, and this one may not write any more). A plan
 * and a verification never halt. In and out: `RunProgress`.
 */
export async function gate(input: unknown, { journal, clock }: GateDeps): Promise<RunProgress> {
  const progress = parsed(RunProgress, input, 'Gate');
  const { run, mode, wave, step } = progress;
  const header = await journal.getRun(run);
  if (header === undefined) throw new Fault('BadInputFault', `run ${run} was never opened`);
  const failures = progress.failures + (await failuresOf(journal, shardsOf(header, wave, step)));
  const writes = writesClusters(mode);
  const overtaken = writes && (await renewLease(journal, run, clock())) !== undefined;
  const budget = header.waves[wave]?.budget ?? 1;
  if (overtaken || (writes && failures >= budget)) return { ...progress, failures, shards: [], next: 'halt' };
  return { ...progress, ...(await nextStep(journal, header, { wave, step: step + 1, failures })) };
}
