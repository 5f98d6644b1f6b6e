import { renderClustersFile } from '@roster/catalog';
import { callerRegion } from '@roster/eks/caller';
import { newRunId } from '@roster/reconcile';
import path from 'node:path';
import { command } from '../command.ts';
import { composeOutside } from '../compose.ts';
import { clustersBefore, mergeFound, replaceFile, type Clusters } from '../discover/clusters-file.ts';
import { labelled, labelProblem, tagsOf, wantedLabels } from '../discover/labels.ts';
import { lookAround, rolesOf } from '../discover/look-around.ts';
import { clustersLine, tagLines, unseenLines } from '../discover/notes.ts';
import { EXIT } from '../exits.ts';
import type { Io } from '../io.ts';
import { anAccount, aRegion, lists, text, texts } from '../options.ts';
import { safe } from '../output/escape.ts';
import { plural } from '../output/plural.ts';
import { UsageError } from '../usage-error.ts';
import { awsCaller } from '../who.ts';

export const discover = command({
  options: {
    regions: lists(
      '--region <region>',
      'look there; may be repeated, or a list with commas. Default: AWS_REGION, else that of the profile',
      aRegion,
    ),
    accounts: lists(
      '--account <id>',
      'accounts, with --role; may be repeated, or a list with commas',
      anAccount,
    ),
    role: text(
      '--role <arn>',
      'role to look with; {account} stands for each --account. Default: the caller itself',
    ),
    labels: texts(
      '--label <tag>',
      'make a label of this tag; LABEL=TAG gives the label another name; may be repeated',
      labelProblem,
    ),
    out: text('--out <file>', 'write there instead of to stdout'),
  },
  exits: { 0: 'listed', 3: 'an account, a Region or a cluster could not be looked at' },
  notes: [
    'No tag becomes a label unless --label names it: whoever may tag a cluster would choose the grants that reach it.',
    'What cannot be looked at stays in the file of --out as it is, and so do accounts and Regions that are not asked for.',
    'It replaces only a file that it wrote itself. Example: roster discover --label env --label team --out clusters.yaml',
  ].join('\n'),
  run: async ({ io, out }, { options }) => {
    const roles = rolesOf(options.role, options.accounts);
    const regions = await regionsOf(io, options.regions);
    const wanted = wantedLabels(options.labels);
    const file = options.out === undefined ? undefined : path.resolve(io.cwd, options.out);
    const name = safe(options.out ?? '');
    const before = file === undefined ? undefined : await clustersBefore(file, name);
    assertLabels(name, before, wanted);
    await awsCaller(io, regions[0]);
    const { aws } = composeOutside(io);
    const looked = await lookAround(aws, { run: newRunId(io.now(), io.random()), regions, roles });
    const found = labelled(looked.clusters, wanted);
    const merged = mergeFound(found.clusters, before ?? new Map(), looked);
    const tags = tagsOf(looked.clusters);
    const content = renderClustersFile(merged.clusters);
    // Nothing seen is no fleet without clusters.
    const blind = merged.clusters.length === 0 && looked.unseen.length > 0;
    if (file !== undefined && !blind) await replaceFile(file, content);
    const { clusters, unseen } = looked;
    if (out.format === 'json')
      out.raw(JSON.stringify({ clusters, tags, unseen, kept: merged.kept, gone: merged.gone }, null, 2));
    else if (file === undefined && !blind) out.raw(content);
    const notes = [
      ...found.warnings.map((warning) => `warning: ${safe(warning)}`),
      ...(wanted.size === 0 ? tagLines(tags) : []),
      ...unseenLines(unseen),
      ...clustersLine(merged.kept, (count) => `${count} not looked at, kept in ${name} as before`),
      ...clustersLine(merged.gone, (count) => `${count} that EKS lists no more, taken out of ${name}`),
      `${plural(clusters.length, 'cluster')} found`,
    ];
    for (const note of notes) out.note(note);
    return unseen.length > 0 ? EXIT.cluster : EXIT.ok;
  },
});

async function regionsOf({ env }: Io, given: readonly string[]): Promise<readonly string[]> {
  if (given.length > 0) return [...new Set(given)];
  const own = await callerRegion(env);
  if (own !== undefined) return [own];
  throw new UsageError(
    'discover needs a Region: --region, AWS_REGION, AWS_DEFAULT_REGION, or "region" of the profile',
  );
}

/** Grants go by labels: a file must not lose those that it has because an option was forgotten. */
function assertLabels(name: string, before: Clusters | undefined, wanted: ReadonlyMap<string, string>): void {
  const had = new Set([...(before?.values() ?? [])].flatMap(({ labels }) => Object.keys(labels)));
  const lost = [...had].filter((label) => !wanted.has(label));
  if (lost.length === 0) return;
  throw new UsageError(
    `--out: ${name} has the labels ${lost.map(safe).join(', ')}, and would lose them: name them again ` +
      `(${lost.map((label) => `--label ${safe(label)}`).join(' ')}), or delete the file to begin anew`,
  );
}
