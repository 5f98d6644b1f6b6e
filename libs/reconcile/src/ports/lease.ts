import type { RunExecution } from './journal.ts';

/** A process of one machine. Its start distinguishes it from a later one of the same number. */
export interface HolderProcess {
  readonly host: string;
  readonly pid: number;
  readonly started: string;
}

/** Who holds a lease besides its run. Times are ISO texts. */
export interface LeaseFacts {
  /** Who started the run. */
  readonly who: string;
  /** When it took the lease. */
  readonly since: string;
  /** The process that it runs in, where it is a local run. */
  readonly process?: HolderProcess;
}

export interface LeaseHolder extends RunExecution, Partial<LeaseFacts> {
  readonly until: string;
}

/** A lease that somebody took away from a run that had died. */
export interface Unlock {
  readonly run: string;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
}
