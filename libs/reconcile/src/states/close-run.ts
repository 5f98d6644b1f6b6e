import { CloseInput, Fault, RunTotals, writesClusters } from '@roster/workflow';
import type { RunDeps } from '../deps.ts';
import { state } from '../parsed.ts';
import type { Journal, RunClosed, RunHeader } from '../ports/index.ts';
import { runIdOf } from '../run/run-id.ts';
import { eachShard, shardKeys } from '../run/shards.ts';

type CloseDeps = Pick<RunDeps, 'journal' | 'clock'>;

/**
 * CloseRun: counts every cluster of the run, those never heard from too, closes the header, and gives the lease back.
 * Then, with everything stored, it throws RunUnhealthyFault when the run halted, a cluster failed, was rolled back or
 * is pending, or an error ended the run. In: `CloseInput`; out: `RunTotals`. A second call does the same again.
 */
export const closeRun = state(
  { name: 'CloseRun', input: CloseInput, output: RunTotals },
  async (input, { journal, clock }: CloseDeps): Promise<RunTotals> => {
    const run = 'next' in input ? input.run : runIdOf(input);
    const error = input.error?.Error;
    const header = await journal.getRun(run);
    if (header === undefined || !takesPart(input, header)) {
      if (header === undefined && writesClusters(input.mode)) await journal.releaseLease(run);
      throw new Fault('RunUnhealthyFault', `run ${run} was not opened: ${error ?? 'it has no header'}`);
    }
    const halted = 'next' in input && input.next === 'halt';
    const counts = await countsOf(journal, header);
    const ended = error !== undefined ? 'failed' : halted ? 'halted' : 'done';
    const at = clock().toISOString();
    await journal.closeRun(run, { at, state: ended, counts, ...(error === undefined ? {} : { error }) });
    if (writesClusters(input.mode)) await journal.releaseLease(run);
    const wrong = wrongWith(counts, ended, error);
    if (wrong.length > 0) throw new Fault('RunUnhealthyFault', `run ${run}: ${wrong.join(', ')}`);
    return { run, clusters: header.clusters, counts, halted };
  },
);

/** An execution that OpenRun turned away (the lease is held, say) may not close the run of those it let in. */
function takesPart(input: CloseInput, { executions }: RunHeader): boolean {
  return 'next' in input || executions.includes(input.execution);
}

async function countsOf(journal: Journal, header: RunHeader): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  await eachShard(journal, shardKeys(header), (lines) => {
    for (const { standing } of lines) counts[standing.kind] = (counts[standing.kind] ?? 0) + 1;
  });
  return counts;
}

function wrongWith(
  counts: Readonly<Record<string, number>>,
  ended: RunClosed['state'],
  error: string | undefined,
): readonly string[] {
  const bad = ['failed', 'rolledBack', 'pending'].flatMap((kind) => {
    const number = counts[kind] ?? 0;
    return number > 0 ? [`${number} ${kind}`] : [];
  });
  if (error !== undefined) return [`ended by ${error}`, ...bad];
  return ended === 'halted' ? ['halted', ...bad] : bad;
}
