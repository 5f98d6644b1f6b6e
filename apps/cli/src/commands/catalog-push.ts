import { deniedGrants, removedAccess, unmatchedSelectors } from '@roster/access';
import { diffFleets, isSame } from '@roster/catalog';
import { decideRemovals, removalOptions } from '../catalog/decide-removals.ts';
import { renderDiff } from '../catalog/render-diff.ts';
import { renderRemovals } from '../catalog/render-removals.ts';
import { changeOf, changeOption } from '../change.ts';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { text } from '../options.ts';
import { renderDeniedGrants, renderUnmatched } from '../report/catalog-warnings.ts';
import { readFleetFiles } from '../run/fleet-files.ts';
import { storeOption, withStore } from '../store.ts';
import { UsageError } from '../usage-error.ts';
import { whoOf } from '../who.ts';

export const catalogPush = command({
  operands: [
    {
      name: '<files...>',
      summary: 'fleet files or folders, - for standard input: together they are the whole fleet',
    },
  ],
  options: {
    ...storeOption,
    expect: text('--expect <revision>', 'push only if this is the current revision; 0: none yet'),
    note: text('--note <text>', 'kept with the revision'),
    ...changeOption,
    ...removalOptions,
  },
  exits: { 0: 'stored, or the store holds just that' },
  notes: `A push decides who loses access, and shows it. Where more than 20 % of the accesses go (and more than 5), a grant
matches no cluster any more, or a cluster is left without access, it asks at a terminal; elsewhere
--expect-removals with the exact number, or --allow-removals, answers.`,
  elsewhere: {
    '--dry-run': 'roster catalog diff -f FOLDER shows what a push would change, and stores nothing',
  },
  run: async ({ io, out }, { options, operands }) => {
    const change = changeOf(options.change);
    const { fleet, files } = await readFleetFiles(io, operands);
    return withStore(io, options.store, async (store) => {
      const { catalog } = store;
      const who = await whoOf(io, store);
      const before = await catalog.read();
      const current = Number(before?.id ?? 0);
      assertCurrent(expected(options.expect), current);
      const diff = diffFleets(before?.fleet, fleet);
      out.note(renderDiff(diff, out.paint.stderr));
      const removals = removedAccess({ before: before?.fleet, after: fleet, now: io.now(), files });
      const unmatched = unmatchedSelectors(fleet);
      out.note(renderUnmatched(unmatched, out.paint.stderr));
      const denied = deniedGrants(fleet);
      out.note(renderDeniedGrants(denied, out.paint.stderr));
      if (before !== undefined && isSame(diff) && options.expect === undefined) {
        out.result(
          { revision: before.id, stored: false, removals, unmatched, denied },
          () => `revision ${before.id} holds just that: nothing stored`,
        );
        return EXIT.ok;
      }
      out.note(renderRemovals(removals, out.paint.stderr));
      await decideRemovals(io, removals, options);
      const note = options.note === undefined ? {} : { note: options.note };
      // What was decided was decided against this revision.
      const { n } = await catalog.push(fleet, { who, now: io.now(), ...change, ...note, expect: current });
      out.result(
        { revision: String(n), stored: true, removals, unmatched, denied },
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

function assertCurrent(expect: number | undefined, current: number): void {
  if (expect === undefined || expect === current) return;
  throw new UsageError(
    `--expect ${String(expect)}: the current revision is ${String(current)}: look at the difference to it ` +
      '(roster catalog diff), and push again',
  );
}
