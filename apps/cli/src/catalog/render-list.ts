import type { Cluster, Grant, PrincipalReference } from '@roster/access';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { plural } from '../output/plural.ts';
import { table } from '../output/table.ts';

export interface ListedGrant extends Grant {
  /** How many of the clusters asked for its selector matches. */
  readonly reaches: number;
  readonly standing: string;
}

/** A line a cluster, and how many they are at the end. */
export function renderClusters(clusters: readonly Cluster[], paint: Paint): string {
  const lines = clusters.map(({ name, account, region, labels }) => [
    safe(name),
    account,
    region,
    paint(
      'dim',
      Object.entries(labels)
        .map(([key, value]) => safe(`${key}=${value}`))
        .join(','),
    ),
  ]);
  return `${table(lines)}${plural(clusters.length, 'cluster')}`;
}

/** A line a grant: whom it lets in as what, and how many clusters it reaches. */
export function renderGrants(grants: readonly ListedGrant[], paint: Paint): string {
  const lines = grants.map(({ name, principals, username, groups, reaches, standing, until }) => [
    safe(name),
    plural(reaches, 'cluster'),
    safe(named(principals)),
    safe([username, ...(groups.length === 0 ? [] : [groups.join(',')])].join(' ')),
    paint(
      'dim',
      standing === 'ended' ? `ended ${safe(until ?? '')}` : until === undefined ? '' : `until ${safe(until)}`,
    ),
  ]);
  return `${table(lines, { right: [1] })}${plural(grants.length, 'grant')}`;
}

function named(principals: readonly PrincipalReference[]): string {
  const [first, ...more] = principals;
  if (first === undefined) return '';
  const name = 'arn' in first ? first.arn : `role ${first.roleName}`;
  return more.length === 0 ? name : `${name} and ${String(more.length)} more`;
}
