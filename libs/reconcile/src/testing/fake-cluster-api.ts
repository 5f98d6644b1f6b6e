import type { AwsAuthData } from '@roster/access';
import { Fault, type Identity } from '@roster/workflow';
import type { ClusterApi, ConfigMap, Connection, DataPatch } from '../ports/index.ts';
import { identify } from './fake-authenticator.ts';
import { nameOf, TOKEN_LIFE_MS, type FakeTokenText } from './fake-cloud.ts';
import type { FakeCall, FakeCluster } from './fake-cluster.ts';
import { bound } from './fake-rbac.ts';
import type { FakeWorld } from './fake-world.ts';

/** The port ClusterApi over a fake world. */
export function fakeClusterApi(world: FakeWorld): ClusterApi {
  /** One call: authenticated, then authorised (`may`: verb and resource), then done. */
  const call = <T>(
    name: FakeCall,
    connection: Connection,
    may: string | undefined,
    act: Act<T>,
  ): Promise<T> => {
    const cluster = world.cluster(connection.cluster);
    return cluster.around(name, () => {
      const identity = authenticate(world, cluster, connection);
      if (may !== undefined) authorise(cluster, identity, may);
      return act(cluster, identity);
    });
  };
  return {
    whoAmI: (to) => call('whoAmI', to, undefined, (_, identity) => identity),
    readAwsAuth: (to) => call('readAwsAuth', to, 'get configmaps', (cluster) => cluster.configMap()),
    createAwsAuth: (to, data) =>
      call('createAwsAuth', to, 'create configmaps', (cluster) => create(cluster, data)),
    patchAwsAuth: (to, patch, version) =>
      call('patchAwsAuth', to, 'patch configmaps', (cluster) => change(cluster, patch, version)),
    nodes: (to) => call('nodes', to, 'list nodes', nodes),
    daemonSet: (to, namespace, name) =>
      call('daemonSet', to, 'get daemonsets', (cluster) => daemonSet(cluster, namespace, name)),
    pods: (to, namespace, prefix) =>
      call('pods', to, 'list pods', (cluster) => {
        const found = cluster.pods.filter(
          (pod) => pod.namespace === namespace && pod.name.startsWith(prefix),
        );
        return { total: found.length, ready: found.filter((pod) => pod.ready).length };
      }),
    accessReview: (to, check) =>
      call('accessReview', to, 'create subjectaccessreviews', (cluster) =>
        bound(cluster.bindings, { groups: [], ...one(check) }, check.verb, check.resource),
      ),
  };
}

type Act<T> = (cluster: FakeCluster, identity: Identity) => T;

/** By the rules of facts.md, The token: a token once accepted stays so for a while, a refusal is never kept. */
function authenticate(world: FakeWorld, cluster: FakeCluster, { token }: Connection): Identity {
  const text = token.reveal();
  const now = world.clock().getTime();
  const kept = cluster.accepted.get(text);
  if (kept !== undefined && now - kept.at < world.tokenCacheMs) return kept.identity;
  const { principal, tokenId, signedAt } = JSON.parse(
    Buffer.from(text.slice('fake.'.length), 'base64url').toString(),
  ) as FakeTokenText;
  const valid = tokenId === nameOf(cluster) && now - signedAt * 1000 < TOKEN_LIFE_MS;
  const identity = valid ? identify(cluster, principal) : undefined;
  if (identity === undefined) {
    throw new Fault('DeniedFault', `${cluster.arn}: did not accept the token (401 Unauthorized)`);
  }
  cluster.accepted.set(text, { at: now, identity });
  return identity;
}

function authorise(cluster: FakeCluster, identity: Identity, may: string): void {
  const [verb = '', resource = ''] = may.split(' ');
  const subject = { user: identity.username, groups: identity.groups };
  if (bound(cluster.bindings, subject, verb, resource)) return;
  throw new Fault('DeniedFault', `${cluster.arn}: ${identity.username} may not ${may} (403 Forbidden)`);
}

function create(cluster: FakeCluster, data: AwsAuthData): ConfigMap {
  if (cluster.configMap() !== undefined) {
    throw new Fault('ConflictFault', `${cluster.arn}: kube-system/aws-auth exists by now`);
  }
  return write(cluster, data);
}

function change(cluster: FakeCluster, patch: DataPatch, resourceVersion: string): ConfigMap {
  const live = cluster.configMap();
  if (live?.resourceVersion !== resourceVersion) {
    throw new Fault('ConflictFault', `${cluster.arn}: kube-system/aws-auth has moved on`);
  }
  const merged = Object.entries({ ...live.data, ...patch });
  const data = Object.fromEntries(merged.filter((entry): entry is [string, string] => entry[1] !== null));
  return write(cluster, data);
}

function write(cluster: FakeCluster, data: AwsAuthData): ConfigMap {
  cluster.writes += 1;
  const written = cluster.setAwsAuth(data).configMap();
  if (written === undefined) throw new Error('a ConfigMap that was just written is gone');
  return written;
}

function nodes({ nodes: all }: FakeCluster) {
  const names = (ready: boolean) => all.filter((node) => node.ready === ready).map((node) => node.name);
  return { ready: names(true), notReady: names(false) };
}

function daemonSet(cluster: FakeCluster, namespace: string, name: string) {
  const found = cluster.daemonSets.find((each) => each.namespace === namespace && each.name === name);
  if (found === undefined) return undefined;
  const { desired, ready, upToDate = true, nodeSelector = {} } = found;
  return { desired, ready, upToDate, nodeSelector };
}

/** The subject of an access check, as the review names it. */
function one(check: { readonly group?: string; readonly user?: string }) {
  return {
    ...(check.group === undefined ? {} : { groups: [check.group] }),
    ...(check.user === undefined ? {} : { user: check.user }),
  };
}
