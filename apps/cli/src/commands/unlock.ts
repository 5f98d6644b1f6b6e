import { whoHolds, type LeaseHolder, type Unlock } from '@roster/reconcile';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import type { Io } from '../io.ts';
import { requiredText } from '../options.ts';
import { safe } from '../output/escape.ts';
import { storeOption, withStore } from '../store.ts';
import { UsageError } from '../usage-error.ts';
import { whoOf } from '../who.ts';

export const unlock = command({
  operands: [{ name: '[run]', summary: 'id of the run; needed where that run may still be at work' }],
  options: {
    ...storeOption,
    reason: requiredText('--reason <text>', 'why; recorded with who took the lease away, and when'),
  },
  exits: { 0: 'the lease is free', 4: 'its run may still be at work, and was not named' },
  notes: `Gives back the lease of a run that has died, so that others may write. On the local store nobody
needs it: the next apply sees that the process of the last one is gone. A run that still lives
writes to no further cluster once its lease is taken away.`,
  run: ({ io, out }, { options, operands: [named] }) =>
    withStore(io, options.store, async (store) => {
      const { journal } = store;
      const holder = await journal.readLease();
      if (holder === undefined || holder.until <= io.now().toISOString()) {
        const [last] = await journal.listUnlocks(1);
        out.result({ lease: null, last: last ?? null }, () => `no run holds the lease${lastOf(last)}`);
        return EXIT.ok;
      }
      if (named !== undefined && named !== holder.run) {
        throw new UsageError(`${whoHolds(holder)}, not run ${named}: roster status shows the lease`);
      }
      if (named === undefined && mayLive(io, holder)) {
        out.note(
          `${whoHolds(holder)}, and may still be at work. If it has died: roster unlock ${holder.run} --reason TEXT`,
        );
        return EXIT.halted;
      }
      const by = await whoOf(io, store);
      const taken = { run: holder.run, by, at: io.now().toISOString(), reason: options.reason };
      await journal.putUnlock(taken);
      await journal.releaseLease(holder);
      out.result({ lease: null, last: taken }, () => `the lease of run ${holder.run} is free`);
      return EXIT.ok;
    }),
});

/** All but a process of this machine that is gone. */
const mayLive = ({ processes }: Io, { process }: LeaseHolder): boolean =>
  process === undefined || !processes.isGone(process);

function lastOf(last: Unlock | undefined): string {
  if (last === undefined) return '';
  return `; ${safe(last.by)} took it from run ${last.run} at ${last.at}: ${safe(last.reason)}`;
}
