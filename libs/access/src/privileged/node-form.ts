import { parsePrincipal } from '../arn/index.ts';
import type { RowAccess } from './privilege.ts';

/** The usernames under which EC2 nodes and Fargate pods come in (EKS user guide, "Apply the aws-auth ConfigMap"). */
const NODE_USERNAMES: readonly string[] = [
  'system:node:{{EC2PrivateDNSName}}',
  'system:node:{{SessionName}}',
];

/** The groups of nodes: Linux, Fargate and Windows (EKS user guide, node IAM role and Windows support). */
export const NODE_GROUPS: readonly string[] = [
  'system:bootstrappers',
  'system:nodes',
  'system:node-proxier',
  'eks:kube-proxy-windows',
];

/**
 * True for exactly what nodes come in with and nothing more (design.md, "Privileged access"). Whose access it is does
 * not matter here: see `isNodeAccess`.
 */
export function isNodeForm({ username, groups }: RowAccess): boolean {
  return NODE_USERNAMES.includes(username) && groups.every((group) => NODE_GROUPS.includes(group));
}

type Row = RowAccess & { readonly arn: string };

/** True for the node form of a role of the cluster's own account: what nodes need, and nothing more. */
export function isNodeAccess(row: Row, account: string): boolean {
  return isNodeForm(row) && isRoleOf(row.arn, account);
}

/**
 * What nodes need of a row: the row without the groups that are none of theirs; undefined where no node can come in by
 * it. A node row has a node's username, of a role of the cluster's own account: a group of nodes alone makes none.
 */
export function nodePartOf<R extends Row>(row: R, account: string): R | undefined {
  if (!NODE_USERNAMES.includes(row.username) || !isRoleOf(row.arn, account)) return undefined;
  return { ...row, groups: row.groups.filter((group) => NODE_GROUPS.includes(group)) };
}

/** In any letter case, as the authenticator compares ARNs. */
function isRoleOf(arn: string, account: string): boolean {
  const principal = parsePrincipal(arn) ?? parsePrincipal(arn.toLowerCase());
  return principal?.kind === 'role' && principal.account === account;
}
