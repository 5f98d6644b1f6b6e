import { deniedGrants, removedAccess, unmatchedSelectors } from '@roster/access';
import { diffFleets } from '@roster/catalog';
import { decideRemovals, removalOptions } from '../catalog/decide-removals.ts';
import { renderDiff } from '../catalog/render-diff.ts';
import { renderRemovals } from '../catalog/render-removals.ts';
import { readRevision } from '../catalog/revision.ts';
import { changeOf, changeOption } from '../change.ts';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { renderDeniedGrants, renderUnmatched } from '../report/catalog-warnings.ts';
import { storeOption, withStore } from '../store.ts';
import { whoOf } from '../who.ts';

export const catalogRollback = command({
  operands: [{ name: '<revision>', summary: 'whose content becomes the next revision' }],
  options: { ...storeOption, ...changeOption, ...removalOptions },
  exits: { 0: 'stored' },
  notes: 'A rollback is a push: it shows who loses access, and asks where a push would ask.',
  elsewhere: { '--dry-run': 'roster catalog diff --to REVISION shows what a rollback would change' },
  run: ({ io, out }, { options, operands }) => {
    const change = changeOf(options.change);
    return withStore(io, options.store, async (store) => {
      const who = await whoOf(io, store);
      const [old, current] = await Promise.all([
        readRevision(store, operands[0]),
        readRevision(store, undefined),
      ]);
      out.note(renderDiff(diffFleets(current.fleet, old.fleet), out.paint.stderr));
      const removals = removedAccess({ before: current.fleet, after: old.fleet, now: io.now() });
      const unmatched = unmatchedSelectors(old.fleet);
      out.note(renderUnmatched(unmatched, out.paint.stderr));
      const denied = deniedGrants(old.fleet);
      out.note(renderDeniedGrants(denied, out.paint.stderr));
      out.note(renderRemovals(removals, out.paint.stderr));
      await decideRemovals(io, removals, options);
      const pushing = { who, now: io.now(), ...change, expect: Number(current.id) };
      const { n } = await store.catalog.rollback(Number(old.id), pushing);
      out.result(
        { revision: String(n), removals, unmatched, denied },
        () => `content of revision ${old.id} stored as revision ${String(n)}`,
      );
      return EXIT.ok;
    });
  },
});
