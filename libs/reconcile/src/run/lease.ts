import { Fault } from '@roster/workflow';
import type { Journal } from '../ports/index.ts';

/** How long a run may write without a word, in ms: every Gate renews it (design.md, Storage). */
const LEASE = 15 * 60_000;

/** Takes or renews the lease; the run that holds it instead, if there is one. */
export function renewLease(journal: Journal, run: string, now: Date) {
  return journal.takeLease(run, now, new Date(now.getTime() + LEASE));
}

/** Takes the lease. Throws LeaseHeldFault that names the run that writes now. */
export async function takeLease(journal: Journal, run: string, now: Date): Promise<void> {
  const holder = await renewLease(journal, run, now);
  if (holder === undefined) return;
  throw new Fault(
    'LeaseHeldFault',
    `run ${holder.run} may write until ${holder.until}: wait for its end, or until then if it has died`,
  );
}
