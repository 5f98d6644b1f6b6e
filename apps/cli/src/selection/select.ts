import { insteadOf, matches, parseClusterArn } from '@roster/access';
import type { Cluster, Selector } from '@roster/access';
import { aCluster, anAccount, aRegion, assertRegion, lists, text, texts } from '../options.ts';
import { UsageError } from '../usage-error.ts';
import { parseLabelSelector } from './label-selector.ts';

/** The options by which a command is told which clusters it is about; none: all of them. */
export const selectionOptions = {
  selector: text(
    '-l, --selector <selector>',
    "clusters with these labels, in kubectl's form: env=prod,team in (a,b),!ring",
  ),
  clusters: texts('--cluster <name|arn>', 'this cluster; may be repeated', aCluster),
  accounts: lists(
    '--account <id>',
    'clusters of this account; may be repeated, or a list with commas',
    anAccount,
  ),
  regions: lists(
    '--region <region>',
    'clusters of this Region; may be repeated, or a list with commas',
    aRegion,
  ),
} as const;

export interface Selection {
  readonly selector: string | undefined;
  readonly clusters: readonly string[];
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

/** The selector that these options mean. UsageError where one of them cannot be meant. */
export function selectorOf({ selector, clusters, accounts, regions }: Selection): Selector {
  for (const name of clusters) assertRegion(name, regions);
  return {
    ...(selector === undefined ? {} : parseLabelSelector(selector)),
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
  if (only === undefined) throw new UsageError(noSuchCluster(name, clusters));
  const arns = found.slice(0, 5).map((cluster) => `  ${cluster.arn}`);
  throw new UsageError(
    `${String(found.length)} clusters are named ${name}: give the ARN\n${arns.join('\n')}`,
  );
}

/** The clusters of these names or ARNs; without any, all. UsageError as `oneCluster`, for every name that is wrong. */
export function namedClusters(clusters: readonly Cluster[], names: readonly string[]): readonly Cluster[] {
  if (names.length === 0) return clusters;
  const meant = new Set<Cluster>();
  const wrong: string[] = [];
  for (const name of new Set(names)) {
    try {
      meant.add(oneCluster(clusters, name));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      wrong.push(error.message);
    }
  }
  if (wrong.length > 0) throw new UsageError(wrong.join('\n'));
  return clusters.filter((cluster) => meant.has(cluster));
}

/** The clusters that these options mean. UsageError where there are none, with what there is instead. */
export function chosenOf(clusters: readonly Cluster[], selection: Selection): readonly Cluster[] {
  const selector = selectorOf(selection);
  const found = namedClusters(clusters, selection.clusters).filter((cluster) => matches(selector, cluster));
  if (found.length > 0) return found;
  throw new UsageError(
    `none of the ${String(clusters.length)} clusters is meant by that: ${insteadOf(selector, clusters)}`,
  );
}

function noSuchCluster(name: string, clusters: readonly Cluster[]): string {
  const what = parseClusterArn(name) === undefined ? 'named' : 'with the ARN';
  return `the catalog has no cluster ${what} ${name}; ${insteadOf({ names: [name] }, clusters)}`;
}
