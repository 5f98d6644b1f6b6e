import { isGood } from '@roster/access';
import type { Outcome, OutcomeKind } from '@roster/access';
import type { RunHeader } from '@roster/reconcile';
import type { RunEvent } from './run-events.ts';

export interface Noteworthy {
  readonly cluster: string;
  readonly outcome: Outcome;
}

/** How far a run is: what the live view shows. */
export interface Progress {
  readonly header: RunHeader | undefined;
  readonly wave: number;
  readonly step: number;
  readonly done: number;
  readonly counts: Readonly<Partial<Record<OutcomeKind, number>>>;
  /** The last few clusters that ended with something to look at, the newest last. */
  readonly lately: readonly Noteworthy[];
}

export const NOT_BEGUN: Progress = { header: undefined, wave: 0, step: 0, done: 0, counts: {}, lately: [] };

const KEPT = 5;

/** True where somebody who watches wants to see the cluster's name: a change, or trouble. */
export const isNoteworthy = (kind: OutcomeKind): boolean =>
  !isGood(kind) || kind === 'changed' || kind === 'drifted';

/** The progress after one more event. */
export function advance(progress: Progress, event: RunEvent): Progress {
  switch (event.kind) {
    case 'opened':
      return { ...progress, header: event.header };
    case 'step':
      return { ...progress, wave: event.wave, step: event.step };
    case 'ended': {
      const { cluster, outcome } = event;
      const counts = { ...progress.counts, [outcome.kind]: (progress.counts[outcome.kind] ?? 0) + 1 };
      const lately = isNoteworthy(outcome.kind)
        ? [...progress.lately, { cluster, outcome }].slice(-KEPT)
        : progress.lately;
      return { ...progress, done: progress.done + 1, counts, lately };
    }
  }
}
