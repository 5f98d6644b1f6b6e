import { isGood } from '@roster/access';
import { bootstrapAll } from '../bootstrap/bootstrap-all.ts';
import { renderBootstrap } from '../bootstrap/render-bootstrap.ts';
import { command } from '../command.ts';
import { EXIT, worst } from '../exits.ts';
import { flag, text } from '../options.ts';
import { plural } from '../output/plural.ts';
import { filesOption } from '../run/fleet-files.ts';
import { selectionOptions } from '../selection/select.ts';
import { storeOption } from '../store.ts';

export const bootstrap = command({
  options: {
    ...selectionOptions,
    ...filesOption,
    ...storeOption,
    role: text(
      '--role <arn>',
      "the role that does it; {partition} and {account} are those of each cluster. Default: the cluster's write role",
    ),
    dryRun: flag('--dry-run', 'only say what would be done'),
    concurrency: text('--concurrency <clusters>', 'how many clusters at once (default 10)'),
  },
  exits: {
    0: 'both roles get in everywhere',
    1: 'with --dry-run: something would be done',
    3: 'a cluster is not active yet, cannot be reached, or did not let us in: repeat it',
    4: 'interrupted',
  },
  notes: [
    'Lets the two roles of the catalog into fresh clusters, and applies infra/rbac. In modes API and',
    'API_AND_CONFIG_MAP --role is the bootstrap role (infra/member/bootstrap.yaml): it makes itself administrator of',
    'the cluster for as long as that takes; a role that is administrator already stays that. In mode CONFIG_MAP it is',
    'the role that created the cluster. A second bootstrap changes nothing; one after a crash takes away what was left.',
  ].join('\n'),
  run: async (context, { options }) => {
    const { results, left } = await bootstrapAll(context, options);
    context.out.result(results, (value, paint) => renderBootstrap(value, paint, options.dryRun));
    if (left > 0) context.out.note(`interrupted: ${plural(left, 'cluster')} not begun`);
    return worst([
      left > 0 ? EXIT.halted : EXIT.ok,
      ...results.map(({ outcome: { kind } }) => {
        if (kind === 'drifted') return EXIT.differs;
        return isGood(kind) ? EXIT.ok : EXIT.cluster;
      }),
    ]);
  },
});
