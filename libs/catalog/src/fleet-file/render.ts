import type { Cluster, FailureBudget, Fleet, Grant } from '@roster/access';
import { Document, Scalar, visit } from 'yaml';

/** A cluster as EKS lists it. */
export interface FoundCluster {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
}

const FOUND = ` The clusters that EKS lists. Written by \`roster discover\`: its next run writes this file anew, so keep
 what you add by hand, such as checks and grants, in other files of the folder. Labels are the clusters' tags.`;

/** A clusters file for what was found, in the order of accounts, Regions and names; labels are the tags. */
export function renderClustersFile(found: readonly FoundCluster[]): string {
  const key = ({ account, region, name }: FoundCluster) => `${account} ${region} ${name}`;
  const sorted = found.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  const clusters = sorted.map(({ name, account, region, tags }) => ({
    name,
    account,
    region,
    ...labelled(tags),
  }));
  return render({ apiVersion: 'roster/v1', clusters }, FOUND);
}

/** AWS's own tags (`aws:…`) tell how a cluster was made, and are no labels. */
function labelled(tags: Readonly<Record<string, string>>) {
  const kept = Object.entries(tags).filter(([key]) => !key.startsWith('aws:'));
  return kept.length === 0 ? {} : { labels: Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** A whole fleet as one file, from which `loadFleet` reads the same fleet. Roles stand with each cluster. */
export function renderFleetFile(fleet: Fleet, comment?: string): string {
  const { rollout, protected: kept, trustedAccounts, ownership, clusters, grants } = fleet;
  return render(
    {
      apiVersion: 'roster/v1',
      rollout: { waves: rollout.waves, failureBudget: budgetText(rollout.failureBudget) },
      protected: kept,
      trustedAccounts,
      ownership,
      clusters: clusters.map(clusterEntry),
      grants: grants.map(grantEntry),
    },
    comment,
  );
}

function budgetText(budget: FailureBudget): number | string {
  return 'count' in budget ? budget.count : `${budget.percent}%`;
}

function clusterEntry({ name, account, region, labels, roles, checks }: Cluster): object {
  const lists = Object.entries(checks).filter(([, list]) => (list as readonly unknown[]).length > 0);
  return {
    ...{ name, account, region },
    ...(Object.keys(labels).length > 0 ? { labels } : {}),
    ...(Object.keys(roles).length > 0 ? { roles } : {}),
    ...(lists.length > 0 ? { checks: Object.fromEntries(lists) } : {}),
  };
}

function grantEntry(grant: Grant): object {
  return Object.fromEntries(Object.entries(grant).filter(([key]) => key !== 'source'));
}

function render(content: object, comment?: string): string {
  const document = new Document(content, { aliasDuplicateObjects: false });
  if (comment !== undefined) document.commentBefore = comment;
  // An account without quotes is a number to everybody else.
  visit(document, { Scalar: (key, node) => (key === 'key' ? undefined : quoteDigits(node)) });
  return document.toString({ lineWidth: 0 });
}

function quoteDigits(node: Scalar): void {
  if (typeof node.value === 'string' && /^\d+$/.test(node.value)) node.type = Scalar.QUOTE_DOUBLE;
}
