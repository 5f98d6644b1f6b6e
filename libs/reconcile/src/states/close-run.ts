import { CloseInput, Fault, type RunTotals } from '@roster/workflow';
import type { RunDeps } from '../deps.ts';
import { parsed } from '../parsed.ts';
import type { Journal, RunClosed, RunHeader } from '../ports/index.ts';
import { runIdOf } from '../run/run-id.ts';
import { allShards, eachShard } from '../run/shards.ts';

type CloseDeps = Pick<RunDeps, 'journal' | 'clock'>;

/**
 * CloseRun: counts every cluster of the run, those never heard from too, closes the header, and gives the lease back.
 * Then, with everything stored, it throws RunUnhealthyFault when the run halted, a cluster failed, was rolled back or
 * is pending, or an error ended the run. In: `CloseInput`; out: `RunTotals`.
 */
export async function closeRun(input: unknown, { journal, clock }: CloseDeps): Promise<RunTotals> {
  const close = parsed(CloseInput, input, 'CloseRun');
  const run = 'next' in close ? close.run : runIdOf(close);
  const error = close.error?.Error;
  const header = await journal.getRun(run);
  if (header === undefined) {
    await journal.releaseLease(run);
    throw new Fault('RunUnhealthyFault', `run ${run} could not be opened: ${error ?? 'it has no header'}`);
  }
  const halted = 'next' in close && close.next === 'halt';
  const counts = await count(journal, header);
  const state = halted ? 'halted' : error === undefined ? 'done' : 'failed';
  await journal.closeRun(run, closed({ at: clock().toISOString(), state, counts }, error));
  await journal.releaseLease(run);
  const wrong = unhealthy(counts, state);
  if (wrong !== undefined) throw new Fault('RunUnhealthyFault', `run ${run}: ${wrong}`);
  return { run, clusters: header.clusters, counts, halted };
}

function closed(values: RunClosed, error: string | undefined): RunClosed {
  return error === undefined ? values : { ...values, error };
}

async function count(journal: Journal, header: RunHeader): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  await eachShard(journal, allShards(header), (lines) => {
    for (const { standing } of lines) counts[standing.kind] = (counts[standing.kind] ?? 0) + 1;
  });
  return counts;
}

function unhealthy(counts: Readonly<Record<string, number>>, state: RunClosed['state']): string | undefined {
  const bad = ['failed', 'rolledBack', 'pending'].flatMap((kind) => {
    const number = counts[kind] ?? 0;
    return number > 0 ? [`${String(number)} ${kind}`] : [];
  });
  if (state === 'done' && bad.length === 0) return undefined;
  return [state === 'done' ? [] : [state], bad].flat().join(', ');
}
