import { removedAccess, type Fleet } from '@roster/access';
import { diffFleets, isSame, overlay } from '@roster/catalog';
import { readRevision } from '../catalog/revision.ts';
import { renderDiff } from '../catalog/render-diff.ts';
import { renderRemovals } from '../catalog/render-removals.ts';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { flag, text } from '../options.ts';
import { plural } from '../output/plural.ts';
import { filesOption, hasFolder, readFleetFiles } from '../run/fleet-files.ts';
import { UsageError } from '../usage-error.ts';
import { storeOption, readStore } from '../store.ts';

export const catalogDiff = command({
  options: {
    ...storeOption,
    ...filesOption,
    prune: flag('--prune', 'the files of -f are the whole fleet: what is in none of them left it'),
    from: text('--from <revision>', 'default: the current one'),
    to: text('--to <revision>', 'default: the files of -f, else the current one'),
  },
  exits: { 0: 'no difference', 1: 'differences' },
  notes: `A folder is the whole fleet, as for a push. Files by themselves may be a part of it: what they do not name stays, as
with plan -f, unless --prune is given.`,
  run: async ({ io, out }, { options }) => {
    const { files: given, prune } = options;
    if (given.length === 0 && options.from === undefined && options.to === undefined)
      throw new UsageError('name what to compare: -f FILE, or --from and --to');
    if (given.length > 0 && options.to !== undefined)
      throw new UsageError('-f and --to are both what is compared with --from: leave one of the two out');
    if (given.length === 0 && prune) throw new UsageError('--prune is about the files of -f');
    const files = given.length > 0 ? await readFleetFiles(io, given) : undefined;
    return readStore(io, options.store, async (store) => {
      const before = (await readRevision(store, options.from)).fleet;
      const whole = files?.fleet ?? (await readRevision(store, options.to)).fleet;
      const isPart = files !== undefined && !prune && !(await hasFolder(io, given));
      if (files !== undefined && !prune && !isPart) assertClusters(before, files.fleet);
      const after = isPart ? overlay(before, files) : whole;
      const diff = diffFleets(before, after);
      const removing = { before, after, now: io.now() };
      const removals = removedAccess({ ...removing, ...(files === undefined ? {} : { files: files.files }) });
      out.result({ ...diff, removals }, (_, paint) =>
        [renderDiff(diff, paint), renderRemovals(removals, paint)].filter((part) => part !== '').join('\n'),
      );
      if (isPart) for (const line of keptLines(before, files.fleet)) out.note(line);
      return isSame(diff) ? EXIT.ok : EXIT.differs;
    });
  },
});

/** A folder without any cluster is a part of a fleet: all that it does not hold would be shown as if it had left. */
function assertClusters(before: Fleet, after: Fleet): void {
  if (before.clusters.length === 0 || after.clusters.length > 0) return;
  throw new UsageError(
    `-f: the folder holds no clusters, and the revision has ${String(before.clusters.length)}: give the folder of the ` +
      'whole fleet, or single files, or --prune if they are to leave',
  );
}

/** What the files do not name: a push of them alone would take it out. */
function keptLines(before: Fleet, files: Fleet): readonly string[] {
  const { clusters, grants } = diffFleets(before, files);
  const kept = [
    ...(clusters.removed.length > 0 ? [plural(clusters.removed.length, 'cluster')] : []),
    ...(grants.removed.length > 0 ? [plural(grants.removed.length, 'grant')] : []),
  ];
  if (kept.length === 0) return [];
  return [
    `${kept.join(' and ')} of the catalog are in none of these files, and stay; a push of these files alone takes them out (--prune)`,
  ];
}
