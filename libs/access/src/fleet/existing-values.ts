import type { Cluster, LabelExpression, Selector } from './fleet.ts';
import { nearest } from './nearest.ts';
import { matches } from './selector.ts';

/** What the clusters of a fleet have for a selector to ask for: made once, for many selectors. */
export interface ExistingValues {
  readonly clusters: number;
  /** Values by label. */
  readonly labels: ReadonlyMap<string, ReadonlySet<string>>;
  readonly accounts: ReadonlySet<string>;
  readonly regions: ReadonlySet<string>;
  /** Names and ARNs. */
  readonly names: ReadonlySet<string>;
}

export function existingValues(clusters: readonly Cluster[]): ExistingValues {
  const labels = new Map<string, Set<string>>();
  for (const cluster of clusters) {
    for (const [key, value] of Object.entries(cluster.labels)) {
      const values = labels.get(key) ?? new Set();
      labels.set(key, values.add(value));
    }
  }
  return {
    clusters: clusters.length,
    labels,
    accounts: new Set(clusters.map(({ account }) => account)),
    regions: new Set(clusters.map(({ region }) => region)),
    names: new Set(clusters.flatMap(({ name, arn }) => [name, arn])),
  };
}

/**
 * Says of a selector that matches none of the clusters which values there are instead: `env has: dev, prod`. Where each
 * part of it alone matches some cluster it says how many clusters each part has.
 */
export function insteadOf(
  selector: Selector,
  clusters: readonly Cluster[],
  existing: ExistingValues = existingValues(clusters),
): string {
  if (clusters.length === 0) return 'the catalog has no cluster';
  const parts = partsOf(selector);
  const missing = parts.filter((part) => !clusters.some((cluster) => matches(part, cluster)));
  if (missing.length > 0) return missing.map((part) => hintFor(part, existing)).join('; ');
  const counts = parts.map(
    (part) => `${nameOf(part)}: ${clusters.filter((cluster) => matches(part, cluster)).length}`,
  );
  return `each part alone matches some clusters (${counts.join(', ')}), and no cluster matches all of them`;
}

/** A selector as selectors of one condition each. */
function partsOf({
  matchLabels = {},
  matchExpressions = [],
  accounts,
  regions,
  names,
}: Selector): readonly Selector[] {
  return [
    ...Object.entries(matchLabels).map(([key, value]) => ({ matchLabels: { [key]: value } })),
    ...matchExpressions.map((expression) => ({ matchExpressions: [expression] })),
    ...(accounts === undefined ? [] : [{ accounts }]),
    ...(regions === undefined ? [] : [{ regions }]),
    ...(names === undefined ? [] : [{ names }]),
  ];
}

function hintFor(part: Selector, { labels, ...lists }: ExistingValues): string {
  for (const [key, wanted] of Object.entries(part.matchLabels ?? {})) return labelHint(key, [wanted], labels);
  for (const expression of part.matchExpressions ?? []) return expressionHint(expression, labels);
  for (const what of ['accounts', 'regions', 'names'] as const) {
    const wanted = part[what];
    if (wanted !== undefined) return `${what} there are: ${someOf(lists[what], wanted)}`;
  }
  return '';
}

function expressionHint(
  { key, operator, values = [] }: LabelExpression,
  labels: ExistingValues['labels'],
): string {
  return operator === 'DoesNotExist' ? `every cluster has the label ${key}` : labelHint(key, values, labels);
}

function labelHint(key: string, wanted: readonly string[], labels: ExistingValues['labels']): string {
  const values = labels.get(key);
  if (values !== undefined) return `${key} has: ${someOf(values, wanted)}`;
  if (labels.size === 0) return 'no cluster has any label';
  return `no cluster has the label ${key}; labels there are: ${someOf(new Set(labels.keys()), [key])}`;
}

/** So many values are listed, and for so many of the wanted ones a near one is looked for. */
const [LISTED, LOOKED] = [8, 5];

/** Values in their order, what was likely meant first. */
function someOf(values: ReadonlySet<string>, wanted: readonly string[]): string {
  const near = wanted.slice(0, LOOKED).flatMap((one) => nearest(one, values) ?? []);
  const rest = [...values].filter((value) => !near.includes(value) && !value.startsWith('arn:')).sort();
  const listed = [...new Set(near), ...rest];
  const more = listed.length - LISTED;
  const meant = near.length === 0 ? '' : ` (did you mean ${near.join(', ')}?)`;
  return `${listed.slice(0, LISTED).join(', ')}${more > 0 ? ` and ${more} more` : ''}${meant}`;
}

function nameOf({ matchLabels = {}, matchExpressions = [], ...lists }: Selector): string {
  const labels = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  const keys = matchExpressions.map(({ key, operator }) => `${key} ${operator}`);
  return [...labels, ...keys, ...Object.keys(lists)].join(' ');
}
