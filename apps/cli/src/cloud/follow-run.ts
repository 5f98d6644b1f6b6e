import type { Execution } from '@roster/deployment';
import type { Journal, RunHeader } from '@roster/reconcile';
import { Fault, FAULTS, isFault } from '@roster/workflow';
import type { RunEvent } from '../live/run-events.ts';
import { rolloutReader, type RolloutReader } from './rollout-reader.ts';
import { unopened } from './unopened.ts';

/** Between two looks, in ms: 20 shards are read each time, at most. */
const POLL = 1_000;

/** So long may a run be silent, in ms: as long as its lease. A step of 20 shards tells of a cluster far sooner. */
const SILENCE = 15 * 60_000;

/** So long after an execution has died another may close its run, in ms: a rule of the deployment sees to it. */
const GRACE = 30_000;

export interface Following {
  readonly run: string;
  readonly journal: Pick<Journal, 'findRun' | 'shardResults'>;
  /** How the run's execution stands; undefined where nobody knows of one. */
  readonly execution: () => Promise<Execution | undefined>;
  readonly see: (event: RunEvent) => void;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly now: () => Date;
  /** Ends the following, not the run. */
  readonly signal: AbortSignal;
}

/** `closed`: it has ended; `cutOff`: it went silent, or its execution died, and nobody closed it; `left`: by the signal. */
export interface Followed {
  readonly kind: 'closed' | 'cutOff' | 'left';
  readonly header: RunHeader | undefined;
}

/**
 * Follows a run through the journal until it has ended; a look that fails by what passes (a throttle, no connection)
 * is followed by the next. Throws what kept the run from being opened: the error of its execution, or TimeoutFault
 * when nothing is heard of it.
 */
export async function followRun(following: Following): Promise<Followed> {
  const { run, journal, see, signal, now } = following;
  let reader: RolloutReader | undefined;
  let header: RunHeader | undefined;
  let heardAt = now();
  let diedAt: Date | undefined;
  while (!signal.aborted) {
    // Asked first: an execution that has ended by now has written all that it ever will.
    const execution = await following.execution().catch(unlessPassing(undefined));
    if (execution !== undefined && execution.state !== 'running') diedAt ??= now();
    header = await journal.findRun(run).catch(unlessPassing(header));
    if (header !== undefined && reader === undefined) {
      see({ kind: 'opened', header });
      reader = rolloutReader(journal, header, see);
      heardAt = now();
    }
    const ended = header?.closed !== undefined;
    if (((await reader?.read(ended).catch(unlessPassing(0))) ?? 0) > 0) heardAt = now();
    if (ended) return { kind: 'closed', header };
    if (header === undefined && execution !== undefined && diedAt !== undefined)
      throw unopened(run, execution);
    const past = (since: Date, limit: number) => now().getTime() - since.getTime() > limit;
    if (past(diedAt ?? now(), GRACE) || past(heardAt, SILENCE)) {
      if (header === undefined) throw unheard(run);
      return { kind: 'cutOff', header };
    }
    await following.pause(POLL);
  }
  return { kind: 'left', header };
}

/** Answers `instead` to a fault that is worth another try. */
const unlessPassing =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (isFault(error) && FAULTS[error.code].retry) return instead;
    throw error;
  };

function unheard(run: string): Fault {
  return new Fault(
    'TimeoutFault',
    `run ${run}: nothing was heard of it for 15 minutes: look at its execution in Step Functions`,
  );
}
