import { countsAgainstBudget } from '@roster/access';
import { writesClusters, type RunProgress } from '@roster/workflow';
import type { Journal, RunHeader } from '../ports/index.ts';
import { eachShard, stepShards } from './shards.ts';

type Place = Pick<RunProgress, 'wave' | 'step' | 'failures' | 'shards' | 'next'>;

export interface From {
  readonly wave: number;
  readonly step: number;
  /** Failures of that wave in the steps before. */
  readonly failures: number;
  /** True where later steps may have run already: then it is looked up what is left of them. */
  readonly startedAgain: boolean;
}

/**
 * The first step from there on that has clusters pending, else the end; a halt when the failures so far reach the
 * wave's budget (a plan and a verification never halt). Of a run that was started again, what has no cluster pending
 * is counted and passed over.
 */
export async function nextStep(journal: Journal, header: RunHeader, from: From): Promise<Place> {
  let { wave, step, failures } = from;
  for (; wave < header.waves.length; wave += 1, step = 0, failures = 0) {
    for (; step < (header.waves[wave]?.steps.length ?? 0); step += 1) {
      if (reachesBudget(header, wave, failures)) return { wave, step, failures, shards: [], next: 'halt' };
      const shards = stepShards(header, wave, step);
      const left = from.startedAgain ? await leftOf(journal, shards) : { pending: shards, failures: 0 };
      if (left.pending.length > 0) {
        return { wave, step, failures, shards: left.pending.map((shard) => ({ shard })), next: 'step' };
      }
      failures += left.failures;
    }
    if (reachesBudget(header, wave, failures)) return { wave, step, failures, shards: [], next: 'halt' };
  }
  return { wave: from.wave, step: from.step, failures: from.failures, shards: [], next: 'close' };
}

function reachesBudget({ mode, waves }: RunHeader, wave: number, failures: number): boolean {
  return writesClusters(mode) && failures >= (waves[wave]?.budget ?? 1);
}

/** The shards with something pending, and how many of their clusters have failed. */
async function leftOf(journal: Journal, shards: readonly string[]) {
  const pending: string[] = [];
  let failures = 0;
  await eachShard(journal, shards, (lines, shard) => {
    if (lines.some(({ standing }) => standing.kind === 'pending')) pending.push(shard);
    failures += lines.filter(
      ({ standing }) => standing.kind !== 'pending' && countsAgainstBudget(standing),
    ).length;
  });
  return { pending: pending.toSorted(), failures };
}

/** How many clusters of a step that has run count against the budget: those never heard from, too. */
export async function failuresOf(journal: Journal, shards: readonly string[]): Promise<number> {
  let failures = 0;
  await eachShard(journal, shards, (lines) => {
    failures += lines.filter(({ standing }) => countsAgainstBudget(standing)).length;
  });
  return failures;
}
