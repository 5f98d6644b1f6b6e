import { clusterArn, type Cluster, type Grant } from '@roster/access';
import type { Connection } from '@roster/reconcile';
import { fakeCloud, fakeClusterApi, fakeWorld } from '@roster/reconcile/testing';
import { explain } from '../src/why/explain.ts';

const NOW = new Date('2026-11-24T12:00:00.000Z');
export const ACCOUNT = '111122223333';
const [name, region] = ['payments', 'eu-west-1'];
export const ARN = clusterArn({ name, account: ACCOUNT, region });
export const ops = `arn:aws:iam::${ACCOUNT}:role/Ops`;
export const reader = `arn:aws:iam::${ACCOUNT}:role/Reader`;

const cluster: Cluster = {
  ...{ arn: ARN, name, account: ACCOUNT, region, labels: { env: 'prod' }, roles: {} },
  checks: { daemonSets: [], pods: [], access: [] },
};
export const grant = (more: Partial<Grant> = {}): Grant => ({
  ...{ name: 'ops', principals: [{ roleName: 'Ops' }], username: 'ops', groups: ['operators'] },
  clusters: { matchLabels: { env: 'prod' } },
  ...more,
});
const fleetOf = (...grants: readonly Grant[]) => ({
  ...{
    rollout: { waves: [], failureBudget: { percent: 5 } },
    protected: [],
    trustedAccounts: [],
    privilegedGroups: [],
  },
  ...{ denied: [], ownership: [], clusters: [cluster], grants },
});

export const row = (arn: string, username: string, ...groups: readonly string[]) =>
  `- rolearn: ${arn}\n  username: ${username}\n  groups: [${groups.join(', ')}]\n`;
export const BASE = row(reader, 'reader', 'roster:read');

export interface Asked {
  readonly principal?: string;
  readonly mapRoles?: string | null;
  readonly mapUsers?: string;
  readonly mapAccounts?: string;
  readonly mode?: Connection['facts']['authenticationMode'];
  readonly entries?: readonly string[];
  readonly grants?: readonly Grant[];
  readonly owned?: readonly string[];
  readonly reviewsForbidden?: boolean;
}

/** What `roster why` answers for the principal on a fake cluster. */
export async function ask({
  principal = ops,
  mapRoles = BASE,
  mode = 'CONFIG_MAP',
  entries = [],
  ...more
}: Asked) {
  const { grants, mapUsers = '', mapAccounts = '', owned, reviewsForbidden } = more;
  const world = fakeWorld({ clock: () => NOW, caller: reader });
  const there = world.cluster(ARN);
  // A way in that no document can take away.
  there.creator = reader;
  if (mapRoles !== null) there.setAwsAuth({ mapRoles, mapUsers, mapAccounts });
  if (reviewsForbidden === true) there.fail('accessReview', 'DeniedFault');
  there.bindings = [...there.bindings, { group: 'operators', verbs: ['list'], resources: ['pods'] }];
  const token = await fakeCloud(world).token({ cluster, as: 'read', run: 'r', tokenId: name, signedAt: NOW });
  const facts = {
    endpoint: `https://${name}`,
    certificateAuthority: '',
    authenticationMode: mode,
    endpointAccess: 'public' as const,
    tokenId: name,
  };
  const connection = { cluster: ARN, facts, token };
  const fleet = fleetOf(...(grants ?? [grant()]));
  const question = { principal, cluster, fleet, now: NOW };
  const known = owned?.map((arn) => ({ principal: arn.toLowerCase(), grants: ['ops'] }));
  return explain(question, { connection, entries, clusterApi: fakeClusterApi(world), owned: known });
}
