import { clusterArn, type Fleet, type Grant } from '@roster/access';
import type { SandboxCluster } from '@roster/sandbox';
import type { Condition, PlantedCondition, Rows } from './condition.ts';
import { CONDITIONS } from './conditions.ts';

/** One fleet of the demo: its catalog, the clusters to start, and what is planted where. */
export interface DemoFleet {
  readonly title: string;
  readonly fleet: Fleet;
  readonly clusters: readonly SandboxCluster[];
  /** By cluster ARN. */
  readonly planted: ReadonlyMap<string, Condition>;
  /** Roles that exist in the sandbox, and the user who runs Roster. */
  readonly roles: readonly string[];
  readonly caller: string;
}

export interface Place {
  readonly title: string;
  readonly key: 'aws' | 'china';
  readonly partition: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

export const PLACES: readonly Place[] = [
  {
    title: 'Fleet one, partition aws',
    key: 'aws',
    partition: 'aws',
    accounts: ['111122223333', '444455556666', '777788889999'],
    regions: ['eu-west-1', 'us-east-1', 'ap-southeast-2'],
  },
  {
    title: 'Fleet two, partition aws-cn',
    key: 'china',
    partition: 'aws-cn',
    accounts: ['222233334444', '333344445555'],
    regions: ['cn-north-1', 'cn-northwest-1'],
  },
];

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** Makes a fleet: each condition as often as it asks for, spread over accounts and Regions. */
export function demoFleet(place: Place, conditions: readonly Condition[] = CONDITIONS): DemoFleet {
  const planted = new Map<string, Condition>();
  const clusters: SandboxCluster[] = [];
  for (const condition of conditions) {
    for (let index = 0; index < condition.count[place.key]; index += 1) {
      const cluster = {
        name: `${condition.name}-${String(index + 1)}`,
        account: at(place.accounts, clusters.length),
        region: at(place.regions, clusters.length),
      };
      planted.set(clusterArn(cluster), condition);
      clusters.push({
        ...cluster,
        ...condition.plant(rowsFor(place, cluster.account)),
        tags: { env: 'prod' },
      });
    }
  }
  const roles = place.accounts.flatMap((account) => Object.values(rolesOf(place, account)));
  const caller = `arn:${place.partition}:iam::${at(place.accounts, 0)}:user/you`;
  return { title: place.title, fleet: catalogOf(place, clusters), clusters, planted, roles, caller };
}

/** What is planted in a fleet, and on how many clusters. */
export function conditionsOf({ planted }: DemoFleet): readonly PlantedCondition[] {
  const clusters = Map.groupBy(planted.values(), (condition) => condition);
  return [...clusters].map(([{ name, story, expected }, all]) => ({
    name,
    story,
    expected,
    clusters: all.length,
  }));
}

function rolesOf({ partition }: Place, account: string) {
  const role = (name: string) => `arn:${partition}:iam::${account}:role/${name}`;
  return { read: role('RosterRead'), write: role('RosterWrite') };
}

const GRANTS = [
  { name: 'platform-admins', role: 'PlatformAdmin', username: 'platform-admin', groups: ['system:masters'] },
  { name: 'on-call', role: 'OnCall', username: 'on-call:{{SessionName}}', groups: ['on-call', 'viewers'] },
];

function rowsFor(place: Place, account: string): Rows {
  const { read, write } = rolesOf(place, account);
  const role = (name: string) => `arn:${place.partition}:iam::${account}:role/${name}`;
  const row = (arn: string, username: string, groups: readonly string[]) =>
    `- rolearn: ${arn}\n  username: ${JSON.stringify(username)}\n  groups:\n${groups.map((group) => `    - ${group}\n`).join('')}`;
  const node = row(role('NodeGroup'), 'system:node:{{EC2PrivateDNSName}}', [
    'system:bootstrappers',
    'system:nodes',
  ]);
  return {
    base: `# who may enter, kept by hand until now\n${node}${row(read, 'roster-read', ['roster:read'])}${row(write, 'roster-write', ['roster:write'])}`,
    granted: GRANTS.map(({ role: name, username, groups }) => row(role(name), username, groups)).join(''),
    widened: GRANTS.map(({ role: name, username, groups }) =>
      row(role(name), username, [...new Set([...groups, 'system:masters'])]),
    ).join(''),
    foreign: `${row(role('CiDeploy'), 'ci', ['deployers'])}# asked for by Alice, do not remove\n`,
    entries: [
      { principalArn: read, username: 'roster-read', groups: ['roster:read'] },
      { principalArn: write, username: 'roster-write', groups: ['roster:write'] },
    ],
    granted1: role('OnCall'),
  };
}

function catalogOf(place: Place, clusters: readonly SandboxCluster[]): Fleet {
  const checks = { daemonSets: [{ namespace: 'kube-system', name: 'aws-node' }], pods: [], access: [] };
  const grants = GRANTS.map(({ role, ...grant }): Grant => ({
    ...grant,
    principals: [{ roleName: role }],
    clusters: { matchLabels: { env: 'prod' } },
  }));
  return {
    rollout: {
      waves: [{ name: 'canary', clusters: { regions: place.regions.slice(0, 1) } }],
      failureBudget: { percent: 25 },
    },
    protected: [],
    trustedAccounts: [],
    privilegedGroups: [],
    denied: [],
    ownership: [],
    clusters: clusters.map(({ name, account, region }) => ({
      arn: clusterArn({ name, account, region }),
      name,
      account,
      region,
      labels: { env: 'prod' },
      roles: rolesOf(place, account),
      checks,
    })),
    grants,
  };
}
