import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { contextName } from '../kubeconfig/entry.ts';
import { kubeconfigPath, kubectlLine } from '../kubeconfig/file.ts';
import { findEntries, type FoundEntries } from '../kubeconfig/find-entries.ts';
import { mergeKubeconfig } from '../kubeconfig/merge.ts';
import { isInNpxCache } from '../kubeconfig/roster-command.ts';
import { updateFile } from '../kubeconfig/update-file.ts';
import { aNamespace, aRegion, flag, lists, text } from '../options.ts';
import { safe } from '../output/escape.ts';
import { plural } from '../output/plural.ts';
import { filesOption } from '../run/fleet-files.ts';
import { selectionOptions } from '../selection/select.ts';
import { storeOption } from '../store.ts';
import { UsageError } from '../usage-error.ts';

export const kubeconfig = command({
  options: {
    ...selectionOptions,
    regions: lists(
      '--region <region>',
      'clusters of this Region; with --cluster, its Region, and then no catalog is asked',
      aRegion,
    ),
    ...storeOption,
    ...filesOption,
    role: text('--role <arn>', "the role to come in with, instead of the catalog's"),
    kubeconfig: text('--kubeconfig <file>', "default: KUBECONFIG's, else ~/.kube/config"),
    print: flag('--print', 'print a kubeconfig of these clusters alone, and write to no file'),
    alias: text('--alias <name>', 'name of the context, of one cluster'),
    namespace: text('-n, --namespace <namespace>', 'the namespace of the context', aNamespace),
    use: flag('--use', 'make it the current context, of one cluster'),
  },
  exits: { 0: 'written', 3: 'a cluster cannot be reached, or does not let us in' },
  notes: [
    'Without -l, --cluster, --account and --region: all clusters of the catalog.',
    'Other entries of the file stay as they are, to the byte, and so does what was added to our own: a namespace,',
    'proxy-url, environment, further arguments. The file keeps its owner and mode; a new one is for its owner alone.',
  ].join('\n'),
  run: async ({ io, out }, { options }) => {
    if (options.print && options.kubeconfig !== undefined)
      throw new UsageError('--print writes to no file: leave --kubeconfig out');
    const { found, failed } = await findEntries(io, options);
    const entries = found.map(({ entry }) => entry);
    const from = { file: options.kubeconfig, env: io.env, home: io.home, cwd: io.cwd };
    const file = options.print ? undefined : await kubeconfigPath(from);
    if (file === undefined) out.raw(mergeKubeconfig('', entries, ''));
    else {
      const pause = () => io.pause(100, new AbortController().signal);
      const name = safe(options.kubeconfig ?? file);
      const isFile = await updateFile(
        { file, name },
        (before) => mergeKubeconfig(before, entries, name),
        pause,
      );
      const said = `${plural(found.length, 'cluster')} written to ${name}`;
      const listed = found.map(({ entry, role = null }) => {
        return { cluster: entry.cluster, context: contextName(entry), role };
      });
      // A pipe or a terminal may be standard output itself: nothing but the kubeconfig goes there.
      if (isFile) out.result({ file, entries: listed, failed }, () => said);
      else out.note(said);
      const [first] = entries;
      if (isFile && out.format === 'text' && first !== undefined)
        out.raw(`try it:\n  ${safe(kubectlLine(from, file, contextName(first)))}`);
    }
    for (const note of notes({ found, failed }, options.role)) out.note(note);
    if (isInNpxCache(io))
      out.note(
        `kubectl will call ${safe(io.executable.script)}, which npm may delete: install Roster to keep it`,
      );
    return failed.length > 0 ? EXIT.cluster : EXIT.ok;
  },
});

const LISTED = 10;

/** As whom kubectl comes in, and what could not be written. */
function notes({ found, failed }: FoundEntries, given: string | undefined): readonly string[] {
  const roles = [...new Set(found.map(({ role }) => role ?? ''))];
  const lines = roles
    .slice(0, LISTED)
    .map((role) =>
      role === '' ? 'kubectl comes in as whoever runs it' : `kubectl comes in as ${safe(role)}`,
    );
  const more = roles.length > LISTED ? [`and ${plural(roles.length - LISTED, 'more role')}`] : [];
  const alarmed =
    given === undefined && roles.some((role) => role !== '')
      ? [
          'Where Roster is deployed, each use of its roles by a person raises "Operator role used": --role names another.',
        ]
      : [];
  return [
    ...lines,
    ...more,
    ...alarmed,
    ...failed.slice(0, LISTED).map(({ message }) => `not written: ${safe(message)}`),
    ...(failed.length > LISTED ? [`and ${plural(failed.length - LISTED, 'more cluster')} not written`] : []),
  ];
}
