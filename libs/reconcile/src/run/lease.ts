import { Fault } from '@roster/workflow';
import type { Journal } from '../ports/index.ts';

/** How long a run may write without a word, in ms: every Gate renews it (design.md, Storage). */
const LEASE = 15 * 60_000;

/** A cluster takes four minutes at most: a write that begins with less left renews the lease itself. */
const ENOUGH = 4 * 60_000;

/** Takes the lease. Throws LeaseHeldFault that names the run that writes now. */
export async function takeLease(journal: Journal, run: string, now: Date): Promise<void> {
  const holder = await renew(journal, run, now);
  if (holder === undefined) return;
  throw new Fault(
    'LeaseHeldFault',
    `run ${holder.run} may write until ${holder.until}: wait for its end, or until then if it has died`,
  );
}

/** Renews the lease. Throws LeaseHeldFault when it is no longer ours: another run may have written meanwhile. */
export async function renewLease(journal: Journal, run: string, now: Date): Promise<void> {
  const holder = await journal.readLease();
  if (holder?.run === run) return takeLease(journal, run, now);
  const who = holder === undefined ? 'has been given back' : `is with run ${holder.run} now`;
  throw new Fault('LeaseHeldFault', `the lease of run ${run} ${who}: it stops here; start a new run`);
}

/** True while the run may write; renews a lease that is about to end. */
export async function keepsLease(journal: Journal, run: string, now: Date): Promise<boolean> {
  const holder = await journal.readLease();
  if (holder?.run !== run) return false;
  if (Date.parse(holder.until) - now.getTime() > ENOUGH) return true;
  return (await renew(journal, run, now)) === undefined;
}

function renew(journal: Journal, run: string, now: Date) {
  return journal.takeLease(run, now, new Date(now.getTime() + LEASE));
}
