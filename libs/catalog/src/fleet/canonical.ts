import type { Fleet, Grant } from '@roster/access';

/** A grant without its place in a file: moving it to another line changes nothing. */
export function withoutSource(grant: Grant): Omit<Grant, 'source'> {
  return Object.fromEntries(Object.entries(grant).filter(([key]) => key !== 'source')) as unknown as Grant;
}

/** JSON with sorted keys: the same text for the same value. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** What a fleet asks for, whatever the order of its clusters and grants, and wherever they stand. */
export function canonicalFleet({ clusters, grants, ...settings }: Fleet): object {
  return {
    ...settings,
    clusters: clusters.toSorted((a, b) => (a.arn < b.arn ? -1 : 1)),
    grants: grants.map(withoutSource).sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
