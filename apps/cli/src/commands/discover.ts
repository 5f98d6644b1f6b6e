import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderClustersFile } from '@roster/catalog';
import { discoverClusters, type DiscoveredCluster } from '@roster/eks';
import { newRunId } from '@roster/reconcile';
import { command } from '../command.ts';
import { composeOutside } from '../compose.ts';
import { EXIT, worst } from '../exits.ts';
import type { Io } from '../io.ts';
import { text, texts } from '../options.ts';
import { safe } from '../output/escape.ts';
import { plural } from '../output/plural.ts';
import { UsageError } from '../usage-error.ts';

export const discover = command({
  options: {
    regions: texts(
      '--region <region>',
      'look there; may be repeated, or a list with commas. Default: AWS_REGION',
      ',',
    ),
    accounts: texts('--account <id>', 'accounts, with --role; may be repeated, or a list with commas', ','),
    role: text(
      '--role <arn>',
      'role to look with; {account} stands for each --account. Default: the caller itself',
    ),
    out: text('--out <file>', 'write there instead of to stdout'),
  },
  exits: { 0: 'listed', 3: 'an account or a Region could not be asked' },
  run: async ({ io, out }, { options }) => {
    const regions = regionsOf(io, options.regions);
    const { aws } = composeOutside(io);
    const run = newRunId(io.now(), io.random());
    const found: DiscoveredCluster[] = [];
    let failed = 0;
    for (const role of rolesOf(options.role, options.accounts)) {
      const looked = await discoverClusters(aws, {
        run,
        regions,
        ...(role === undefined ? {} : { role }),
      });
      found.push(...looked.clusters);
      for (const { region, fault } of looked.failed) out.note(`${safe(region)}: ${safe(fault.message)}`);
      failed += looked.failed.length;
    }
    const file = renderClustersFile(found);
    if (options.out === undefined) out.raw(out.format === 'json' ? JSON.stringify(found, null, 2) : file);
    else await writeFile(path.resolve(io.cwd, options.out), file);
    out.note(`${plural(found.length, 'cluster')} found`);
    return worst([failed > 0 ? EXIT.cluster : EXIT.ok]);
  },
});

function regionsOf({ env }: Io, given: readonly string[]): readonly string[] {
  if (given.length > 0) return given;
  const own = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  if (own === undefined) throw new UsageError('discover needs at least one --region, or AWS_REGION');
  return [own];
}

function rolesOf(role: string | undefined, accounts: readonly string[]): readonly (string | undefined)[] {
  if (accounts.length === 0) return [role];
  if (role?.includes('{account}') !== true)
    throw new UsageError(
      '--account needs --role with {account} in it: each account is looked at with a role of its own',
    );
  return accounts.map((account) => role.replaceAll('{account}', account));
}
