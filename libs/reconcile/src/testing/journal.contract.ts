import { describe } from 'vitest';
import type { Journal } from '../ports/index.ts';
import type { Recording } from './fake-journal.ts';
import { journalClusters } from './journal-clusters.contract.ts';
import { journalRuns } from './journal-runs.contract.ts';
import { journalStatus } from './journal-status.contract.ts';

/** A journal with nothing in it, and what the state machine itself writes to the same store. */
export interface JournalUnderTest {
  readonly journal: Journal;
  /** The two states of Record. */
  readonly record: (recording: Recording) => Promise<void>;
}

/** What every journal must do. `make` gives an empty one. */
export function journalContract(name: string, make: () => Promise<JournalUnderTest>): void {
  describe(`${name} keeps the journal's contract`, () => {
    journalRuns(make);
    journalClusters(make);
    journalStatus(make);
  });
}
