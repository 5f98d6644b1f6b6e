import type { Journal, LeaseFacts, LeaseHolder, RunExecution, Unlock } from '../ports/index.ts';
import { answer, Shelf } from './shelf.ts';

type Lease = Pick<Journal, 'takeLease' | 'readLease' | 'releaseLease' | 'putUnlock' | 'listUnlocks'>;

/** What of the journal in memory is about the lease. */
export class FakeLease implements Lease {
  private readonly lease = new Shelf<LeaseHolder>();
  private readonly unlocks = new Shelf<Unlock>();

  takeLease(
    { run, execution }: RunExecution,
    now: Date,
    until: Date,
    facts?: LeaseFacts,
  ): Promise<LeaseHolder | undefined> {
    return answer(() => {
      const holder = this.lease.get('fleet');
      const ours = holder?.run === run && holder.execution === execution;
      if (holder !== undefined && !ours && holder.until > now.toISOString()) return holder;
      this.lease.put('fleet', { run, execution, until: until.toISOString(), ...facts });
      return undefined;
    });
  }

  readLease(): Promise<LeaseHolder | undefined> {
    return answer(() => this.lease.get('fleet'));
  }

  releaseLease({ run, execution }: RunExecution): Promise<void> {
    return answer(() => {
      const holder = this.lease.get('fleet');
      if (holder?.run === run && holder.execution === execution) this.lease.remove('fleet');
    });
  }

  putUnlock(unlock: Unlock): Promise<void> {
    return answer(() => this.unlocks.put(`${unlock.at}#${unlock.run}`, unlock));
  }

  listUnlocks(limit: number): Promise<readonly Unlock[]> {
    return answer(() => this.unlocks.list('').reverse().slice(0, limit));
  }
}
