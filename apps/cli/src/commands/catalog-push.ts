import { diffFleets, isSame } from '@roster/catalog';
import { renderDiff } from '../catalog/render-diff.ts';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { text } from '../options.ts';
import { readFleet } from '../run/fleet-files.ts';
import { storeOption, withStore } from '../store.ts';
import { UsageError } from '../usage-error.ts';

export const catalogPush = command({
  operands: [{ name: '<files...>', summary: 'fleet files or folders: together they are the whole fleet' }],
  options: {
    ...storeOption,
    expect: text('--expect <revision>', 'push only if this is the current revision; 0: none yet'),
    note: text('--note <text>', 'kept with the revision'),
  },
  exits: { 0: 'stored, or the store holds just that' },
  run: async ({ io, out }, { options, operands }) => {
    const fleet = await readFleet(io, operands);
    return withStore(io, options.store, async ({ catalog }) => {
      const before = await catalog.read();
      const diff = diffFleets(before?.fleet, fleet);
      out.note(renderDiff(diff, out.paint.stderr));
      const expect = expected(options.expect);
      if (before !== undefined && isSame(diff) && expect === undefined) {
        out.result(
          { revision: before.id, stored: false },
          () => `revision ${before.id} holds just that: nothing stored`,
        );
        return EXIT.ok;
      }
      const { n } = await catalog.push(fleet, {
        who: io.user,
        now: io.now(),
        ...(options.note === undefined ? {} : { note: options.note }),
        expect: expect ?? Number(before?.id ?? 0),
      });
      out.result(
        { revision: String(n), stored: true },
        () => `stored as revision ${String(n)}: roster plan shows what it means`,
      );
      return EXIT.ok;
    });
  },
});

function expected(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (!/^\d+$/.test(given)) throw new UsageError(`--expect: "${given}" is no revision`);
  return Number(given);
}
