import { mintToken, type Credentials } from '@roster/eks';
import type { Order, OrderedCluster } from '../loop/order.ts';
import { send } from './send.ts';
import { signedAssumeRole, signedDescribe, type Signed } from './signed.ts';

/** One call of a cluster's API: below its endpoint, by that token. */
export interface ClusterCall {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly type?: string;
  readonly body?: string;
}

/** All calls for one cluster, signed and in order. */
export interface Visit {
  /** Sent by the first visit that needs the role. */
  readonly roles: readonly { readonly role: string; readonly call: Signed }[];
  readonly describe: Signed;
  readonly calls: readonly ClusterCall[];
}

type Roles = (role: string) => Promise<{ readonly call: Signed; readonly credentials: Credentials }>;

/** Signs everything that the loop will send, so that the loop only sends. */
export async function prepare(order: Order): Promise<readonly Visit[]> {
  const roles = rolesOf(order.run);
  const visits: Visit[] = [];
  for (const cluster of order.clusters) visits.push(await prepareVisit(order, cluster, roles));
  return visits;
}

/** Keys of each role, assumed once: tokens need them before the loop starts. */
function rolesOf(run: string): Roles {
  const known = new Map<string, ReturnType<Roles>>();
  const assume = async (role: string) => {
    const call = await signedAssumeRole(role, run);
    return { call, credentials: keysIn(await send(call)) };
  };
  return (role) => {
    const found = known.get(role) ?? assume(role);
    known.set(role, found);
    return found;
  };
}

function keysIn(xml: string): Credentials {
  const field = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
  return {
    accessKeyId: field('AccessKeyId'),
    secretAccessKey: field('SecretAccessKey'),
    sessionToken: field('SessionToken'),
  };
}

async function prepareVisit(order: Order, cluster: OrderedCluster, roles: Roles): Promise<Visit> {
  const arn = (name: string) => `arn:aws:iam::${cluster.account}:role/${name}`;
  const names = order.mode === 'plan' ? [arn('RosterRead')] : [arn('RosterRead'), arn('RosterWrite')];
  const assumed = await Promise.all(names.map(async (role) => ({ role, ...(await roles(role)) })));
  const [read, write = read] = assumed.map(({ credentials }) => credentials);
  if (read === undefined || write === undefined) throw new Error('a visit needs a role');
  return {
    roles: assumed.map(({ role, call }) => ({ role, call })),
    describe: await signedDescribe(cluster.name, cluster.region, read),
    calls: order.mode === 'plan' ? await planCalls(cluster, read) : await changeCalls(cluster, read, write),
  };
}

const AWS_AUTH = '/api/v1/namespaces/kube-system/configmaps/aws-auth';
const REVIEW = JSON.stringify({ apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' });

const whoAmI = (token: string): ClusterCall => ({
  method: 'POST',
  path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
  token,
  type: 'application/json',
  body: REVIEW,
});
const get = (path: string, token: string): ClusterCall => ({ method: 'GET', path, token });
const NODES = '/api/v1/nodes?limit=250';

async function planCalls(cluster: OrderedCluster, read: Credentials): Promise<readonly ClusterCall[]> {
  const token = await tokenOf(cluster, read, 3);
  return [whoAmI(token), get(AWS_AUTH, token)];
}

/** In the order and by as many different tokens as the run's own: libs/reconcile/README.md, "Calls". */
async function changeCalls(
  cluster: OrderedCluster,
  read: Credentials,
  write: Credentials,
): Promise<readonly ClusterCall[]> {
  const look = await tokenOf(cluster, write, 3);
  const proof = await tokenOf(cluster, read, 0);
  const patch: ClusterCall = {
    method: 'PATCH',
    path: `${AWS_AUTH}?fieldManager=roster`,
    token: await tokenOf(cluster, write, 60),
    type: 'application/merge-patch+json',
    body: JSON.stringify({ metadata: { resourceVersion: '1001' }, data: cluster.data }),
  };
  return [
    whoAmI(await tokenOf(cluster, read, 3)),
    get(AWS_AUTH, look),
    get(NODES, look),
    patch,
    get(AWS_AUTH, await tokenOf(cluster, write, 0)),
    whoAmI(proof),
    get(NODES, proof),
  ];
}

async function tokenOf(
  { name, region }: OrderedCluster,
  credentials: Credentials,
  back: number,
): Promise<string> {
  const signedAt = new Date(Date.now() - back * 1000);
  return (await mintToken({ credentials, region, clusterId: name, signedAt })).reveal();
}
