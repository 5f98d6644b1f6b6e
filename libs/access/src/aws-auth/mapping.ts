/** The two lists of the `aws-auth` ConfigMap that hold identity mappings. */
export type MappingList = 'mapRoles' | 'mapUsers';

/** One row of `mapRoles` or `mapUsers`: who it is about, and as whom they come in. */
export interface IdentityMapping {
  /** The ARN as it is written in the document. */
  readonly arn: string;
  readonly username: string;
  readonly groups: readonly string[];
}

/** True when both rows give the same username and the same groups, in whatever order. */
export function sameAccess(a: IdentityMapping, b: IdentityMapping): boolean {
  if (a.username !== b.username) return false;
  return sameList(a.groups, b.groups) || sameSet(new Set(a.groups), new Set(b.groups));
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}

/** A text that is the same for all rows with the same access. */
export function accessKey({ username, groups }: Pick<IdentityMapping, 'username' | 'groups'>): string {
  return JSON.stringify([username, ...[...new Set(groups)].sort()]);
}

/** True when both lists hold the same texts in the same order. */
export function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}
