import { diffFleets, isSame } from '@roster/catalog';
import { readRevision } from '../catalog/revision.ts';
import { renderDiff } from '../catalog/render-diff.ts';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { text } from '../options.ts';
import { filesOption, readFleet } from '../run/fleet-files.ts';
import { UsageError } from '../usage-error.ts';
import { storeOption, withStore } from '../store.ts';

export const catalogDiff = command({
  options: {
    ...storeOption,
    ...filesOption,
    from: text('--from <revision>', 'default: the current one'),
    to: text('--to <revision>', 'default: the files of -f, else the current one'),
  },
  exits: { 0: 'no difference', 1: 'differences' },
  run: ({ io, out }, { options }) => {
    if (options.files.length === 0 && options.from === undefined && options.to === undefined)
      throw new UsageError('name what to compare: -f FILE, or --from and --to');
    return withStore(io, options.store, async (store) => {
      const before = await readRevision(store, options.from);
      const after =
        options.files.length > 0
          ? await readFleet(io, options.files)
          : (await readRevision(store, options.to)).fleet;
      const diff = diffFleets(before.fleet, after);
      out.result(diff, renderDiff);
      return isSame(diff) ? EXIT.ok : EXIT.differs;
    });
  },
});
