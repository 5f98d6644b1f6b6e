export const READ_ROLE = 'RosterRead';
export const WRITE_ROLE = 'RosterWrite';

interface Order {
  readonly partition: string;
  readonly account: string;
  /** Number of the cluster: its rows differ from its neighbour's. */
  readonly cluster: number;
  readonly foreignRows: number;
}

/** The data of an aws-auth: the nodes' row, Roster's two roles, and rows that are nobody's. */
export function fleetDocument({ partition, account, cluster, foreignRows }: Order): Record<string, string> {
  const role = (name: string) => `arn:${partition}:iam::${account}:role/${name}`;
  const rows = [
    row(role(`eks-nodes-${cluster}`), 'system:node:{{EC2PrivateDNSName}}', [
      'system:bootstrappers',
      'system:nodes',
    ]),
    row(role(READ_ROLE), 'roster:{{SessionName}}', ['roster:read']),
    row(role(WRITE_ROLE), 'roster:{{SessionName}}', ['roster:write']),
    ...Array.from({ length: foreignRows }, (_, i) =>
      row(role(`team-tool-${i}`), `team-tool-${i}`, ['viewers']),
    ),
  ];
  return { mapRoles: rows.join('') };
}

function row(arn: string, username: string, groups: readonly string[]): string {
  const list = groups.map((group) => `    - ${group}\n`).join('');
  return `- rolearn: ${arn}\n  username: "${username}"\n  groups:\n${list}`;
}
