import { principalKey, type Cluster, type Fleet, type Grant, type OwnedAccess } from '@roster/access';

const ACCOUNT = '111122223333';

export const READ = `arn:aws:iam::${ACCOUNT}:role/RosterRead`;
export const WRITE = `arn:aws:iam::${ACCOUNT}:role/RosterWrite`;
export const OPS = 'arn:aws:iam::999999999999:role/Ops';
export const NODES = `arn:aws:iam::${ACCOUNT}:role/Nodes`;

/** A row of mapRoles as people write it. */
export const row = (rolearn: string, username: string, ...groups: readonly string[]): string =>
  [
    `- rolearn: ${rolearn}`,
    `  username: ${username}`,
    '  groups:',
    ...groups.map((group) => `    - ${group}`),
    '',
  ].join('\n');

/** Rows that are on every cluster: the nodes', and our own two. */
export const BASE = [
  '# kept by hand\n',
  row(NODES, 'system:node:{{EC2PrivateDNSName}}', 'system:bootstrappers', 'system:nodes'),
  row(READ, 'roster-read', 'roster:read'),
  row(WRITE, 'roster-write', 'roster:write'),
].join('');

/** What the status says of that principal's access: ours, by that grant. */
export const owned = (arn: string, grant = 'ops'): OwnedAccess => ({
  principal: principalKey(arn),
  grants: [grant],
});

export const OPS_ROW = row(OPS, 'ops', 'system:masters');

/** A cluster of the fleet, named `name`. */
export function cluster(name: string, change: Partial<Cluster> = {}): Cluster {
  return {
    arn: `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/${name}`,
    name,
    account: ACCOUNT,
    region: 'eu-west-1',
    labels: {},
    roles: { read: READ, write: WRITE },
    checks: { daemonSets: [], pods: [], access: [] },
    ...change,
  };
}

export function grant(change: Partial<Grant> = {}): Grant {
  return {
    name: 'ops',
    principals: [{ arn: OPS }],
    username: 'ops',
    groups: ['system:masters'],
    clusters: {},
    ...change,
  };
}

export function fleet(change: Partial<Fleet> = {}): Fleet {
  return {
    rollout: { waves: [], failureBudget: { percent: 5 } },
    protected: [],
    trustedAccounts: ['999999999999'],
    privilegedGroups: ['platform-admins'],
    denied: [],
    ownership: [],
    clusters: [cluster('one')],
    grants: [grant()],
    ...change,
  };
}
