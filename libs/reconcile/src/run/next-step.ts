import type { RunProgress } from '@roster/workflow';
import { countsAgainstBudget } from '@roster/access';
import type { Journal, RunHeader } from '../ports/index.ts';
import { eachShard, shardsOf } from './shards.ts';

export interface From {
  readonly wave: number;
  readonly step: number;
  /** Failures of that wave in the steps before. */
  readonly failures: number;
}

/**
 * The first step from there on that has clusters pending. Steps with nothing pending, of a run that was started
 * again, are counted and passed over.
 */
export async function nextStep(journal: Journal, header: RunHeader, from: From) {
  let { wave, step, failures } = from;
  for (; wave < header.waves.length; wave += 1, step = 0, failures = 0) {
    for (; step < (header.waves[wave]?.steps.length ?? 0); step += 1) {
      const look = await lookAt(journal, shardsOf(header, wave, step));
      if (look.pending.length > 0) {
        return { wave, step, failures, shards: look.pending, next: 'step' } satisfies Partial<RunProgressOf>;
      }
      failures += look.failures;
    }
  }
  return {
    wave: from.wave,
    step: from.step,
    failures: from.failures,
    shards: [],
    next: 'close',
  } satisfies Partial<RunProgressOf>;
}

type RunProgressOf = Pick<RunProgress, 'wave' | 'step' | 'failures' | 'shards' | 'next'>;

/** The shards with something pending, and how many clusters failed. */
async function lookAt(journal: Journal, shards: readonly string[]) {
  const pending: { shard: string }[] = [];
  let failures = 0;
  await eachShard(journal, shards, (lines, shard) => {
    if (lines.some(({ standing }) => standing.kind === 'pending')) pending.push({ shard });
    failures += lines.filter(
      ({ standing }) => standing.kind !== 'pending' && countsAgainstBudget(standing),
    ).length;
  });
  return { pending, failures };
}

/** How many clusters of a step that has run count against the budget: those never heard from, too. */
export async function failuresOf(journal: Journal, shards: readonly string[]): Promise<number> {
  let failures = 0;
  await eachShard(journal, shards, (lines) => {
    failures += lines.filter(({ standing }) => countsAgainstBudget(standing)).length;
  });
  return failures;
}
