import { shardKeys, type Journal, type RunHeader } from '@roster/reconcile';
import type { RunEvent } from '../live/run-events.ts';
import { concurrently } from '../report/concurrently.ts';

const READS_AT_ONCE = 10;

export interface RolloutReader {
  /**
   * Reads on from where it stands, and tells each cluster that has ended since; how many. `toEnd`: every step that is
   * left, for a run that has ended.
   */
  read(toEnd: boolean): Promise<number>;
}

interface Step {
  readonly wave: number;
  readonly step: number;
  /** Shards with a cluster that has not ended. */
  readonly open: Set<string>;
  begun: boolean;
}

/** Reads a run's lines step by step, as the rollout goes: one step runs at a time, and a shard that is whole is not read again. */
export function rolloutReader(
  journal: Pick<Journal, 'shardResults'>,
  header: RunHeader,
  see: (event: RunEvent) => void,
): RolloutReader {
  const steps = stepsOf(header);
  const told = new Set<string>();
  let at = 0;
  const look = async (step: Step): Promise<number> => {
    const before = told.size;
    await concurrently([...step.open], READS_AT_ONCE, async (shard) => {
      const lines = await journal.shardResults(shard);
      for (const { cluster, standing } of lines) {
        if (standing.kind === 'pending' || told.has(cluster)) continue;
        told.add(cluster);
        if (!step.begun) see({ kind: 'step', wave: step.wave, step: step.step });
        step.begun = true;
        see({ kind: 'ended', cluster, outcome: standing });
      }
      if (lines.every(({ standing }) => standing.kind !== 'pending')) step.open.delete(shard);
    });
    return told.size - before;
  };
  /** A shard can be lost, and the rollout goes on: told by what the next step has written. */
  const passed = async (heard: number): Promise<number | undefined> => {
    const next = steps[at + 1];
    return heard > 0 || next === undefined ? undefined : (await look(next)) || undefined;
  };
  const read = async (toEnd: boolean): Promise<number> => {
    let sum = 0;
    for (let step = steps[at]; step !== undefined; step = steps[at]) {
      const heard = await look(step);
      sum += heard;
      if (step.open.size > 0 && !toEnd) {
        const later = await passed(heard);
        if (later === undefined) break;
        // Between the two reads this step has written its last.
        sum += later + (await look(step));
      }
      at += 1;
    }
    return sum;
  };
  return { read };
}

function stepsOf(header: RunHeader): readonly Step[] {
  const keys = shardKeys(header);
  let from = 0;
  return header.waves.flatMap(({ steps }, wave) =>
    steps.map((count, step) => {
      const open = new Set(keys.slice(from, (from += count)));
      return { wave, step, open, begun: false };
    }),
  );
}
