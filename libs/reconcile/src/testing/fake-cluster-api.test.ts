import { clusterArn, type Cluster } from '@roster/access';
import type { FaultName } from '@roster/workflow';
import { clusterApiContract } from './cluster-api.contract.ts';
import { MASTER, type Broken } from './cluster-api-rig.ts';
import { fakeClusterApi } from './fake-cluster-api.ts';
import { fakeCloud } from './fake-cloud.ts';
import type { FakeCall, FakeCluster } from './fake-cluster.ts';
import { fakeWorld } from './fake-world.ts';

const name = { name: 'payments', account: '111122223333', region: 'eu-west-1' };
const none = { labels: {}, checks: { daemonSets: [], pods: [], access: [] } };
const CALLS: readonly FakeCall[] = ['whoAmI', 'readAwsAuth', 'patchAwsAuth', 'nodes'];

function breakDown(door: FakeCluster, { throttled, serverErrors, conflicts, ...other }: Broken): void {
  const fail = (fault: FaultName, times?: number) => {
    for (const call of CALLS) door.fail(call, fault, times);
  };
  if (throttled) fail('ThrottledFault', throttled);
  if (serverErrors) fail('ServerFault', serverErrors);
  if (conflicts) door.fail('patchAwsAuth', 'ConflictFault', conflicts);
  if (other.resetConnections) fail('ConnectionFault', other.resetConnections);
  if (other.unreachable) fail('ConnectionFault');
  if (other.noWay) fail(other.noWay.private ? 'PrivateEndpointFault' : 'TimeoutFault');
  if (other.expiredCertificate) fail('CertificateFault');
  if (other.slow) fail('TimeoutFault');
}

clusterApiContract('the fake', (setup) => {
  const clock = () => new Date('2026-11-01T12:00:00Z');
  const world = fakeWorld({ clock });
  const cluster: Cluster = { ...name, ...none, arn: clusterArn(name), roles: {} };
  const door = world.cluster(cluster.arn).setAwsAuth(setup.awsAuth ?? null);
  door.creator = MASTER;
  door.nodes = setup.nodes ?? [];
  door.daemonSets = setup.daemonSets ?? [];
  door.pods = setup.pods ?? [];
  door.bindings = [...door.bindings, ...(setup.bindings ?? [])];
  breakDown(door, setup.broken ?? {});
  const cloud = fakeCloud(world);
  return Promise.resolve({
    api: fakeClusterApi(world),
    connect: async (principal, { back = 0, id } = {}) => {
      const target = { cluster: { ...cluster, roles: { read: principal } }, as: 'read', run: 'r1' } as const;
      const described = await cloud.describe(target);
      if (described.kind !== 'active') throw new Error('not active');
      const { facts } = described;
      const signedAt = new Date(clock().getTime() - back * 1000);
      const token = await cloud.token({ ...target, tokenId: id ?? facts.tokenId, signedAt });
      return { cluster: cluster.arn, facts, token };
    },
    awsAuth: () => Promise.resolve(door.awsAuth()),
    setAwsAuth: (data) => {
      door.setAwsAuth(data);
      return Promise.resolve();
    },
    freezeAwsAuth: () => {
      door.freezeAwsAuth();
      return Promise.resolve();
    },
  });
});
