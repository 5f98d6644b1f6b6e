import { Fault } from '@roster/workflow';
import type { HolderProcess, Journal, LeaseFacts, LeaseHolder, RunExecution } from '../ports/index.ts';

/** How long a run may write without a word, in ms: every Gate renews it (design.md, Storage). */
const LEASE = 15 * 60_000;

/** A cluster takes five minutes at most: a write that begins with less left renews the lease itself. */
const ENOUGH = 5 * 60_000;

/** The process of a local run, and what it knows of the others of its machine. */
export interface LocalProcess {
  readonly self: HolderProcess;
  /** True where no such process lives any more on this machine; false where that cannot be known. */
  isGone(process: HolderProcess): boolean;
  /** Takes a line for whoever started the run. */
  note(text: string): void;
}

interface Taking extends RunExecution {
  readonly who: string;
  readonly now: Date;
  /** Where the run is a local one, on a store of its machine alone. */
  readonly local?: LocalProcess | undefined;
}

/**
 * Takes the lease. One that a process of this machine held, and that has died, is taken over with a note: a store of
 * this machine alone is written by nobody else. Throws LeaseHeldFault that names the run that writes now, who started
 * it, since and until when it may write, and how to get the lease back.
 */
export async function takeLease(
  journal: Journal,
  { run, execution, who, now, local }: Taking,
): Promise<void> {
  const process = local === undefined ? {} : { process: local.self };
  const facts: LeaseFacts = { who, since: now.toISOString(), ...process };
  const taker = { run, execution };
  const holder = await hold(journal, taker, now, facts);
  if (holder === undefined) return;
  if (holder.process === undefined || local?.isGone(holder.process) !== true) throw held(holder);
  await journal.releaseLease(holder);
  local.note(`run ${holder.run} held the lease, and its process ${holder.process.pid} has died: taken over`);
  const other = await hold(journal, taker, now, facts);
  if (other !== undefined) throw held(other);
}

function held(holder: LeaseHolder): Fault {
  return new Fault(
    'LeaseHeldFault',
    `${whoHolds(holder)}: wait for its end; if it has died, get the lease back by: roster unlock ${holder.run} --reason TEXT`,
  );
}

/** Which run holds a lease, whose it is, where it runs, and since and until when, in a sentence's beginning. */
export function whoHolds({ run, execution, until, who, since, process }: LeaseHolder): string {
  const whose = who === undefined ? '' : ` of ${who}`;
  const place =
    process === undefined ? `execution ${execution}` : `process ${process.pid} on ${process.host}`;
  const from = since === undefined ? '' : ` since ${since}`;
  return `run ${run}${whose} (${place}) holds the lease${from}, until ${until}`;
}

/** Renews the lease. Throws LeaseHeldFault when it is no longer ours: another run may have written meanwhile. */
export async function renewLease(journal: Journal, run: string, now: Date): Promise<void> {
  const holder = await journal.readLease();
  const other = holder?.run === run ? await hold(journal, holder, now, factsOf(holder)) : holder;
  if (holder?.run === run && other === undefined) return;
  const who = other === undefined ? 'has been given back' : `is with run ${other.run} now`;
  throw new Fault('LeaseHeldFault', `the lease of run ${run} ${who}: it stops here; start a new run`);
}

/**
 * Undefined while the run may write, and renews a lease that is about to end; else who holds the lease now, in a
 * sentence.
 */
export async function whyNoLease(journal: Journal, run: string, now: Date): Promise<string | undefined> {
  const holder = await journal.readLease();
  if (holder === undefined) return `the lease of run ${run} has been given back`;
  if (holder.run !== run) return whoHolds(holder);
  if (Date.parse(holder.until) - now.getTime() > ENOUGH) return undefined;
  const other = await hold(journal, holder, now, factsOf(holder));
  return other && whoHolds(other);
}

function hold(journal: Journal, { run, execution }: RunExecution, now: Date, facts: LeaseFacts | undefined) {
  return journal.takeLease({ run, execution }, now, new Date(now.getTime() + LEASE), facts);
}

function factsOf({ who, since, process }: LeaseHolder): LeaseFacts | undefined {
  if (who === undefined || since === undefined) return undefined;
  return { who, since, ...(process === undefined ? {} : { process }) };
}
