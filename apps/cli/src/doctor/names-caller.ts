/**
 * True where one of those names a caller, as STS shows it: of a role's session it shows the role's name and not its
 * path, so paths are left out of account.
 */
export function namesCaller(writers: readonly string[], caller: string): boolean {
  const [, account, role] = /^arn:[\w-]+:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(caller) ?? [];
  const principal = role === undefined ? caller : `arn:aws:iam::${account ?? ''}:role/${role}`;
  return writers.some((writer) => likeOf(withoutPath(writer)).test(withoutPath(principal)));
}

const withoutPath = (arn: string): string =>
  arn.replace(/^arn:[\w-]+:/, 'arn:aws:').replace(/:role\/.*\//, ':role/');

/** IAM's wildcards: `*` is any text, `?` any character. */
function likeOf(pattern: string): RegExp {
  const text = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${text}$`);
}
