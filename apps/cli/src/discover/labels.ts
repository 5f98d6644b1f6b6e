import { isLabelKey, isLabelValue } from '@roster/access';
import type { FoundCluster } from '@roster/catalog';
import type { DiscoveredCluster } from '@roster/eks';
import { plural } from '../output/plural.ts';
import { UsageError } from '../usage-error.ts';

/** A tag that clusters have: whoever may tag a cluster sets it, so it becomes a label only where an option names it. */
export interface FoundTag {
  readonly tag: string;
  /** How many clusters have it. */
  readonly clusters: number;
  /** Some of its values. */
  readonly examples: readonly string[];
}

const EXAMPLES = 3;
const NAMED = 5;

/** What is wrong with a value of `--label`: `<tag>`, or `<label>=<tag>`. */
export function labelProblem(given: string): string | undefined {
  const [label, tag] = partsOf(given);
  if (tag === '') return 'names no tag';
  if (isLabelKey(label)) return undefined;
  return 'cannot be the name of a label (letters, digits, - _ . and one /): write LABEL=TAG, such as team=cost:team';
}

function partsOf(given: string): readonly [label: string, tag: string] {
  const cut = given.indexOf('=');
  return cut < 0 ? [given, given] : [given.slice(0, cut), given.slice(cut + 1)];
}

/** Which tag each label is made of, by the label. UsageError for a label that is asked for twice. */
export function wantedLabels(given: readonly string[]): ReadonlyMap<string, string> {
  const wanted = new Map<string, string>();
  for (const [label, tag] of given.map(partsOf)) {
    if (wanted.has(label)) throw new UsageError(`--label: ${label} is given twice`);
    wanted.set(label, tag);
  }
  return wanted;
}

/** The tags of all clusters, but AWS's own (`aws:…`), those of the most clusters first. */
export function tagsOf(clusters: readonly DiscoveredCluster[]): readonly FoundTag[] {
  const values = new Map<string, string[]>();
  for (const { tags } of clusters)
    for (const [tag, value] of Object.entries(tags)) values.set(tag, [...(values.get(tag) ?? []), value]);
  return [...values]
    .filter(([tag]) => !tag.startsWith('aws:'))
    .map(([tag, all]) => ({
      tag,
      clusters: all.length,
      examples: [...new Set(all)].toSorted().slice(0, EXAMPLES),
    }))
    .toSorted((a, b) => b.clusters - a.clusters || (a.tag < b.tag ? -1 : 1));
}

export interface Labelled {
  readonly clusters: readonly FoundCluster[];
  /** What became no label though it was asked for, and why. */
  readonly warnings: readonly string[];
}

/** The clusters with the labels that are wanted of their tags. A value that no label can have is left out. */
export function labelled(found: readonly DiscoveredCluster[], wanted: ReadonlyMap<string, string>): Labelled {
  const dropped = new Map<string, { readonly name: string; readonly value: string }[]>();
  const seen = new Set<string>();
  const clusters = found.map(({ name, account, region, tags }) => {
    const labels: [string, string][] = [];
    for (const [label, tag] of [...wanted].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const value = Object.hasOwn(tags, tag) ? tags[tag] : undefined;
      if (value === undefined) continue;
      seen.add(tag);
      if (isLabelValue(value)) labels.push([label, value]);
      else dropped.set(label, [...(dropped.get(label) ?? []), { name, value }]);
    }
    return { name, account, region, labels: Object.fromEntries(labels) };
  });
  // Of no clusters nothing is known: then only what could not be looked at is worth a word.
  const missing = found.length === 0 ? [] : [...wanted.values()].filter((tag) => !seen.has(tag));
  return { clusters, warnings: [...missing.map(noSuchTag), ...[...dropped].map(noValue)] };
}

const noSuchTag = (tag: string): string => `no cluster has the tag ${tag}`;

function noValue([label, of]: readonly [
  string,
  readonly { readonly name: string; readonly value: string }[],
]) {
  const names = of.slice(0, NAMED).map(({ name }) => name);
  const more = of.length > NAMED ? ', …' : '';
  const value = JSON.stringify(of[0]?.value);
  return `${plural(of.length, 'cluster')} without the label ${label} (${names.join(', ')}${more}): no label can have a value such as ${value}`;
}

/** Tags whose names can be no label, so that nobody looks for them: they are left out. */
export const reserved = (tags: readonly FoundTag[]): readonly FoundTag[] =>
  tags.filter(({ tag }) => ['__proto__', 'constructor', 'prototype'].includes(tag));
