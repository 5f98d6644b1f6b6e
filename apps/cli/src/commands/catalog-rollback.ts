import { diffFleets } from '@roster/catalog';
import { readRevision } from '../catalog/revision.ts';
import { renderDiff } from '../catalog/render-diff.ts';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { storeOption, withStore } from '../store.ts';

export const catalogRollback = command({
  operands: [{ name: '<revision>', summary: 'whose content becomes the next revision' }],
  options: storeOption,
  exits: { 0: 'stored' },
  run: ({ io, out }, { options, operands }) =>
    withStore(io, options.store, async (store) => {
      const [old, current] = await Promise.all([
        readRevision(store, operands[0]),
        readRevision(store, undefined),
      ]);
      out.note(renderDiff(diffFleets(current.fleet, old.fleet), out.paint.stderr));
      const pushing = { who: io.user, now: io.now(), expect: Number(current.id) };
      const { n } = await store.catalog.rollback(Number(old.id), pushing);
      out.result(
        { revision: String(n) },
        () => `content of revision ${old.id} stored as revision ${String(n)}`,
      );
      return EXIT.ok;
    }),
});
