import { isDeepStrictEqual } from 'node:util';
import type { AwsAuthData } from '@roster/access';
import { Fault, RefusedFault, type Identity } from '@roster/workflow';
import type { ClusterApi, ConfigMap, Connection, DataPatch } from '../ports/index.ts';
import { identify } from './fake-authenticator.ts';
import { nameOf, TOKEN_LIFE_MS, type FakeTokenText } from './fake-cloud.ts';
import type { FakeCall, FakeCluster } from './fake-cluster.ts';
import { bound, type Deed } from './fake-rbac.ts';
import type { FakeWorld } from './fake-world.ts';

/** The port ClusterApi over a fake world. */
export function fakeClusterApi(world: FakeWorld): ClusterApi {
  /** One call: authenticated, then authorised, then done. */
  const call = <T>(
    name: FakeCall,
    connection: Connection,
    may: Deed | undefined,
    act: Act<T>,
  ): Promise<T> => {
    const cluster = world.cluster(connection.cluster);
    return cluster.around(name, () => {
      const identity = authenticate(world, cluster, connection);
      if (may !== undefined) authorise(identity, may, { cluster, at: timeOf(world, cluster) });
      return act(cluster, identity);
    });
  };
  return {
    whoAmI: (to) => call('whoAmI', to, undefined, (_, identity) => identity),
    readAwsAuth: (to) =>
      call('readAwsAuth', to, { ...AWS_AUTH, verb: 'get' }, (cluster) => cluster.configMap()),
    createAwsAuth: (to, data) => call('createAwsAuth', to, CREATE, (cluster) => create(cluster, data)),
    patchAwsAuth: (to, patch, version) =>
      call('patchAwsAuth', to, { ...AWS_AUTH, verb: 'patch' }, (cluster) => change(cluster, patch, version)),
    nodes: (to) => call('nodes', to, { verb: 'list', resource: 'nodes' }, nodes),
    daemonSet: (to, namespace, name) =>
      call('daemonSet', to, { verb: 'get', resource: 'daemonsets', apiGroup: 'apps', name }, (cluster) =>
        daemonSet(cluster, namespace, name),
      ),
    pods: (to, namespace, prefix) =>
      call('pods', to, { verb: 'list', resource: 'pods' }, (cluster) => pods(cluster, namespace, prefix)),
    accessReview: (to, check) =>
      call('accessReview', to, REVIEW, (cluster) =>
        bound(cluster.bindings, { groups: [], ...one(check) }, check),
      ),
  };
}

const AWS_AUTH = { resource: 'configmaps', name: 'aws-auth' };
const CREATE: Deed = { verb: 'create', resource: 'configmaps' };
const REVIEW: Deed = { verb: 'create', resource: 'subjectaccessreviews', apiGroup: 'authorization.k8s.io' };

type Act<T> = (cluster: FakeCluster, identity: Identity) => T;

/** By the rules of facts.md, The token: a token once accepted stays so for a while, a refusal is never kept. */
function authenticate(world: FakeWorld, cluster: FakeCluster, { token, as }: Connection): Identity {
  const text = token.reveal();
  const now = world.clock().getTime();
  const kept = cluster.accepted.get(text);
  if (kept !== undefined && now - kept.at < world.tokenCacheMs) return kept.identity;
  const { principal, tokenId, signedAt } = JSON.parse(
    Buffer.from(text.slice('fake.'.length), 'base64url').toString(),
  ) as FakeTokenText;
  const at = timeOf(world, cluster);
  const ahead = signedAt * 1000 - now;
  const dated = at.getTime() - signedAt * 1000 < TOKEN_LIFE_MS && ahead < TOKEN_LIFE_MS;
  const valid = tokenId === nameOf(cluster) && dated;
  const identity = valid ? identify(cluster, principal) : undefined;
  if (identity === undefined) {
    const whose = as ?? 'the caller’s own credentials';
    throw new RefusedFault(
      `${cluster.arn}: did not accept the token of ${whose} (HTTP 401, at ${at.toISOString()})`,
      { status: 401, at },
    );
  }
  cluster.accepted.set(text, { at: now, identity });
  return identity;
}

/** What the clock of the cluster shows: the authenticator judges by it whether a token is too old, and STS by AWS's whether it is dated ahead. */
const timeOf = (world: FakeWorld, { clockAheadMs }: FakeCluster): Date =>
  new Date(world.clock().getTime() + clockAheadMs);

interface Asked {
  readonly cluster: FakeCluster;
  readonly at: Date;
}

function authorise(identity: Identity, deed: Deed, { cluster, at }: Asked): void {
  const subject = { user: identity.username, groups: identity.groups };
  if (bound(cluster.bindings, subject, deed)) return;
  const what = `${deed.verb} ${deed.resource}`;
  throw new RefusedFault(`${cluster.arn}: ${identity.username} may not ${what} (HTTP 403, Forbidden)`, {
    status: 403,
    at,
  });
}

function create(cluster: FakeCluster, data: AwsAuthData): ConfigMap {
  if (cluster.configMap() !== undefined) {
    throw new Fault('ConflictFault', `${cluster.arn}: kube-system/aws-auth exists by now`);
  }
  return write(cluster, data);
}

function change(cluster: FakeCluster, patch: DataPatch, resourceVersion: string): ConfigMap {
  if (resourceVersion === '') {
    throw new Fault(
      'BadInputFault',
      `${cluster.arn}: a patch without a resourceVersion writes over anything`,
    );
  }
  const live = cluster.configMap();
  if (live?.resourceVersion !== resourceVersion) {
    throw new Fault('ConflictFault', `${cluster.arn}: kube-system/aws-auth has moved on`);
  }
  const merged = Object.entries({ ...live.data, ...patch });
  const data = Object.fromEntries(merged.filter((entry): entry is [string, string] => entry[1] !== null));
  if (live.immutable && !isDeepStrictEqual(data, live.data)) {
    throw new Fault('AdmissionFault', `${cluster.arn}: aws-auth is immutable (422 Invalid)`);
  }
  return write(cluster, data);
}

function write(cluster: FakeCluster, data: AwsAuthData): ConfigMap {
  if (cluster.admission !== undefined) {
    throw new Fault('AdmissionFault', `the API server refuses the write (HTTP 403): ${cluster.admission}`);
  }
  if (!fits(data))
    throw new Fault('AdmissionFault', `${cluster.arn}: aws-auth cannot hold that (422 Invalid)`);
  cluster.writes += 1;
  const written = cluster.setAwsAuth(data).configMap();
  if (written === undefined) throw new Error('a ConfigMap that was just written is gone');
  return written;
}

/** What a ConfigMap may hold: keys of these letters, and 1 MiB. */
function fits(data: AwsAuthData): boolean {
  const bytes = Object.values(data).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return bytes <= 1024 * 1024 && Object.keys(data).every((key) => /^[-._a-zA-Z0-9]{1,253}$/.test(key));
}

function pods({ pods: all }: FakeCluster, namespace: string, prefix: string) {
  const found = all.filter((pod) => pod.namespace === namespace && pod.name.startsWith(prefix));
  return { total: found.length, ready: found.filter((pod) => pod.ready).length };
}

function nodes({ nodes: all }: FakeCluster) {
  const names = (ready: boolean) => all.filter((node) => node.ready === ready).map((node) => node.name);
  return { ready: names(true), notReady: names(false) };
}

function daemonSet(cluster: FakeCluster, namespace: string, name: string) {
  const found = cluster.daemonSets.find((each) => each.namespace === namespace && each.name === name);
  if (found === undefined) return undefined;
  const { desired, ready, upToDate = true, nodeSelector = {} } = found;
  return { desired, ready, updated: upToDate ? desired : 0, upToDate, nodeSelector };
}

/** The subject of an access check, as the review names it. */
function one(check: { readonly group?: string; readonly user?: string }) {
  return {
    ...(check.group === undefined ? {} : { groups: [check.group] }),
    ...(check.user === undefined ? {} : { user: check.user }),
  };
}
