import { parseClusterArn } from '@roster/access';
import type { Cluster, Selector } from '@roster/access';
import { text, texts } from '../options.ts';
import { UsageError } from '../usage-error.ts';
import { parseLabelSelector } from './label-selector.ts';

/** The options by which a command is told which clusters it is about; none: all of them. */
export const selectionOptions = {
  selector: text(
    '-l, --selector <selector>',
    "clusters with these labels, in kubectl's form: env=prod,team in (a,b),!ring",
  ),
  clusters: texts('--cluster <name|arn>', 'this cluster; may be repeated'),
  accounts: texts('--account <id>', 'clusters of this account; may be repeated, or a list with commas', ','),
  regions: texts('--region <region>', 'clusters of this Region; may be repeated, or a list with commas', ','),
} as const;

export interface Selection {
  readonly selector: string | undefined;
  readonly clusters: readonly string[];
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

/** The selector that these options mean. UsageError where one of them cannot be meant. */
export function selectorOf({ selector, accounts, regions }: Omit<Selection, 'clusters'>): Selector {
  const notAccount = accounts.find((account) => !/^\d{12}$/.test(account));
  if (notAccount !== undefined)
    throw new UsageError(`--account: "${notAccount}" is no account id of 12 digits`);
  return {
    ...parseLabelSelector(selector ?? ''),
    ...(accounts.length > 0 ? { accounts } : {}),
    ...(regions.length > 0 ? { regions } : {}),
  };
}

/** True when a cluster answers to this name: its ARN, or its name in whatever account and Region. */
const named = (cluster: Cluster, name: string): boolean => cluster.arn === name || cluster.name === name;

/** The one cluster of that name or ARN. UsageError where there is none, or where several share the name. */
export function oneCluster(clusters: readonly Cluster[], name: string): Cluster {
  const found = clusters.filter((cluster) => named(cluster, name));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (only === undefined) throw new UsageError(noSuchCluster(name));
  const arns = found.slice(0, 5).map((cluster) => `  ${cluster.arn}`);
  throw new UsageError(
    `${String(found.length)} clusters are named ${name}: give the ARN\n${arns.join('\n')}`,
  );
}

/** The clusters of these names or ARNs; without any, all. UsageError naming each that no cluster answers to. */
export function namedClusters(clusters: readonly Cluster[], names: readonly string[]): readonly Cluster[] {
  const known = new Set(clusters.flatMap((cluster) => [cluster.arn, cluster.name]));
  const missing = names.filter((name) => !known.has(name));
  if (missing.length > 0) throw new UsageError(missing.map(noSuchCluster).join('\n'));
  if (names.length === 0) return clusters;
  return clusters.filter((cluster) => names.some((name) => named(cluster, name)));
}

function noSuchCluster(name: string): string {
  const what = parseClusterArn(name) === undefined ? 'named' : 'with the ARN';
  return `the catalog has no cluster ${what} ${name}`;
}
