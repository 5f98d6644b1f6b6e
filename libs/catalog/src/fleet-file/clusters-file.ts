import { clusterArn } from '@roster/access';
import { parseFile } from './parse-file.ts';
import type { FleetProblem } from './problem.ts';
import { yamlForOthers } from './yaml-for-others.ts';

/** A cluster as a clusters file has it: nothing but what EKS says of it. */
export interface FoundCluster {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly labels: Readonly<Record<string, string>>;
}

const WRITTEN = ' The clusters that EKS lists. Written by `roster discover`';
const COMMENT = `${WRITTEN}: its next run replaces what it can look at, so keep
 what you add by hand, such as checks and grants, in other files of the folder.`;

/** A clusters file, in the order of accounts, Regions and names. */
export function renderClustersFile(found: readonly FoundCluster[]): string {
  const key = ({ account, region, name }: FoundCluster) => `${account} ${region} ${name}`;
  const sorted = found.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  const clusters = sorted.map(({ name, account, region, labels }) => ({
    ...{ name, account, region },
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
  }));
  return yamlForOthers({ apiVersion: 'roster/v1', clusters }, { comment: COMMENT });
}

/**
 * The clusters of a file that `renderClustersFile` wrote, by their ARNs; or why it is not such a file: another wrote
 * it, it cannot be read, or somebody has added what writing it anew would lose. Never throws.
 */
export function readClustersFile(
  file: string,
  text: string,
): ReadonlyMap<string, FoundCluster> | { readonly problems: readonly FleetProblem[] } {
  const refused = (message: string, line = 1) => ({ problems: [{ file, line, column: 1, message }] });
  if (!text.startsWith(`#${WRITTEN}`))
    return refused('was not written by roster discover: choose another file');
  const parsed = parseFile(file, text);
  if ('problems' in parsed) return parsed;
  const { clusters = [] } = parsed.content;
  const key = Object.keys(parsed.content).find((one) => one !== 'apiVersion' && one !== 'clusters');
  if (key !== undefined)
    return refused(`has ${key}, which would be lost: move it to another file`, parsed.place([key]).line);
  const own = clusters.findIndex(
    ({ roles, checks }) => roles !== undefined || Object.values(checks).some((list) => list.length > 0),
  );
  if (own >= 0) {
    const { line } = parsed.place(['clusters', own]);
    return refused('has roles or checks, which would be lost: move this cluster to another file', line);
  }
  return new Map(
    clusters.map(({ name, account, region, labels }) => {
      const cluster = { name, account, region, labels };
      return [clusterArn(cluster), cluster];
    }),
  );
}
