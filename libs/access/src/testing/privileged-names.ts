// Written out, and on purpose not taken from `src/privileged`: this list judges it (design.md, "Privileged access").
const PREFIXES = ['system:', 'eks:', 'aws:', 'amazon:', 'iam:'];

const TARGETS = [
  ...['system:masters', 'system:nodes', 'system:node:x', 'system:kube-controller-manager', 'system:admin'],
  ...['system:serviceaccount:kube-system:x', 'system:serviceaccounts:kube-system', 'eks:x', 'aws:x'],
  ...['amazon:x', 'iam:x', 'roster:write', 'admins', 'sre:leads', 'dev'],
];

/** True for somebody who comes in with a privileged name. `privilegedGroups` are those of fleet and stage. */
export function hasPrivilegedName(
  login: { readonly username: string; readonly groups: readonly string[] } | undefined,
  privilegedGroups: readonly string[],
): boolean {
  if (login === undefined) return false;
  const { username, groups } = login;
  const reserved = (name: string) => PREFIXES.some((prefix) => name.startsWith(prefix));
  return (
    reserved(username) ||
    groups.some((name) => reserved(name) || name === 'roster:write' || privilegedGroups.includes(name))
  );
}

/**
 * Session names that an attacker would try: every piece of a privileged name that a session can be called, what
 * completes the name of a template, an instance's id, names with `@`, and two that STS gives to nobody.
 */
export const hostileSessions: readonly string[] = [
  ...new Set([
    ...TARGETS.flatMap((name) => name.split(':')).flatMap(piecesOf),
    ...['SessionName', 'AccountID', 'Session', 'Name', 'Raw', 'i-0123456789abcdef0', 'i-01234567'],
    ...['masters@x', 'a@b.c', '@', 'ann', 'system:masters', 'node:x'],
  ]),
];

function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length; from += 1) {
    for (let to = from + 1; to <= text.length; to += 1) pieces.push(text.slice(from, to));
  }
  return pieces;
}
