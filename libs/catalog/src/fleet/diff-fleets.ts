import type { Cluster, Fleet, Grant } from '@roster/access';
import { canonicalJson, withoutSource } from './canonical.ts';

/** One field that differs: `labels.env`; undefined where it is not there. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}
export interface Changed<T> {
  readonly before: T;
  readonly after: T;
  readonly fields: readonly FieldChange[];
}
/** What came, what left, and what is another; each in the order of its names. */
export interface ListDiff<T> {
  readonly added: readonly T[];
  readonly removed: readonly T[];
  readonly changed: readonly Changed<T>[];
}

/** How one state of the catalog differs from another. Clusters are matched by ARN, grants by name. */
export interface FleetDiff {
  readonly clusters: ListDiff<Cluster>;
  readonly grants: ListDiff<Grant>;
  /** Of everything else: rollout, protected, trustedAccounts, privilegedGroups, denied, ownership. */
  readonly settings: readonly FieldChange[];
}

/** Compares two fleets; `before` may be absent. The place of a grant in a file makes no difference, nor does order. */
export function diffFleets(before: Fleet | undefined, after: Fleet): FleetDiff {
  const { clusters = [], grants = [], ...settings } = before ?? {};
  const { clusters: nextClusters, grants: nextGrants, ...nextSettings } = after;
  return {
    clusters: diffLists(clusters, nextClusters, { nameOf: ({ arn }) => arn, compared: (cluster) => cluster }),
    grants: diffLists(grants, nextGrants, { nameOf: ({ name }) => name, compared: withoutSource }),
    settings: fieldChanges(settings, nextSettings),
  };
}

/** True when the two fleets ask for the same. */
export function isSame({ clusters, grants, settings }: FleetDiff): boolean {
  return isEmpty(clusters) && isEmpty(grants) && settings.length === 0;
}

function isEmpty({ added, removed, changed }: ListDiff<unknown>): boolean {
  return added.length + removed.length + changed.length === 0;
}

interface By<T> {
  readonly nameOf: (value: T) => string;
  readonly compared: (value: T) => object;
}

function diffLists<T>(before: readonly T[], after: readonly T[], { nameOf, compared }: By<T>): ListDiff<T> {
  const [old, next] = [before, after].map((list) => new Map(list.map((value) => [nameOf(value), value])));
  const ordered = (list: readonly T[]) => list.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  return {
    added: ordered(after.filter((value) => old?.has(nameOf(value)) !== true)),
    removed: ordered(before.filter((value) => next?.has(nameOf(value)) !== true)),
    changed: ordered(after).flatMap((value) => {
      const was = old?.get(nameOf(value));
      const fields = was === undefined ? [] : fieldChanges(compared(was), compared(value));
      return was === undefined || fields.length === 0 ? [] : [{ before: was, after: value, fields }];
    }),
  };
}

/** Maps are compared field by field, lists as a whole. */
function fieldChanges(before: object, after: object, prefix = ''): readonly FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    const [was, is] = [before, after].map((one) => Reflect.get(one, name) as unknown);
    const field = `${prefix}${name}`;
    if (isMap(was) && isMap(is)) return fieldChanges(was, is, `${field}.`);
    return canonicalJson(was) === canonicalJson(is) ? [] : [{ field, before: was, after: is }];
  });
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
