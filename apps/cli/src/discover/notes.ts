import { safe } from '../output/escape.ts';
import { plural } from '../output/plural.ts';
import { table } from '../output/table.ts';
import { clusterLabel } from '../report/cluster-label.ts';
import { reserved, type FoundTag } from './labels.ts';
import type { Unseen } from './look-around.ts';

const SHOWN = 20;

/** What could not be looked at, a line each. */
export function unseenLines(unseen: readonly Unseen[]): readonly string[] {
  return unseen.map(({ account, region, cluster, message }) => {
    const place = [account, region, cluster].filter((part) => part !== '').join(' ');
    return `not looked at: ${safe(place)}: ${safe(message)}`;
  });
}

/** `3 clusters stay as they are in fleet/clusters.yaml: …`, by name. */
export function clustersLine(arns: readonly string[], says: (count: string) => string): readonly string[] {
  if (arns.length === 0) return [];
  const names = arns.slice(0, SHOWN).map(clusterLabel);
  const more = arns.length > SHOWN ? ` and ${String(arns.length - SHOWN)} more` : '';
  return [`${says(plural(arns.length, 'cluster'))}: ${names.join(', ')}${more}`];
}

/** The tags that there are, and how to make labels of them. */
export function tagLines(tags: readonly FoundTag[]): readonly string[] {
  const impossible = reserved(tags);
  const usable = tags.filter((tag) => !impossible.includes(tag));
  const warnings = impossible.map(
    ({ tag, clusters }) => `warning: ${plural(clusters, 'cluster')} with a tag ${tag}, which can be no label`,
  );
  if (usable.length === 0) return warnings;
  const rows = usable
    .slice(0, SHOWN)
    .map(({ tag, clusters, examples }) => [
      safe(tag),
      plural(clusters, 'cluster'),
      examples.map(safe).join(', '),
    ]);
  const more =
    usable.length > SHOWN ? `  and ${plural(usable.length - SHOWN, 'more tag')}: -o json lists them\n` : '';
  const [first] = usable;
  return [
    ...warnings,
    `No tag becomes a label unless --label names it, such as --label ${safe(first?.tag ?? 'env')}. There are:\n${table(rows, { indent: 2 })}${more}`,
  ];
}
