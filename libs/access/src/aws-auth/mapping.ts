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
  const groups = (mapping: IdentityMapping) => JSON.stringify([...new Set(mapping.groups)].sort());
  return a.username === b.username && groups(a) === groups(b);
}
