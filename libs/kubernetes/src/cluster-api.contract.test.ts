import type { Cluster } from '@roster/access';
import { connectAws, createCloud } from '@roster/eks';
import { clusterApiContract, MASTER, SUITE_PRINCIPALS, type Broken } from '@roster/reconcile/testing';
import { startSandbox } from '@roster/sandbox';
import { createClusterApi } from './cluster-api.ts';

const name = { name: 'payments', account: '111122223333', region: 'eu-west-1' };
const none = { labels: {}, checks: { daemonSets: [], pods: [], access: [] } };

function faultsOf({ slow, ...broken }: Broken) {
  return { ...broken, ...(slow ? { slowMs: 60_000 } : {}) };
}

clusterApiContract('the Kubernetes API', async (setup) => {
  // A slow cluster never answers: the call's own timeout is what ends it.
  const wait = () => new Promise(() => undefined);
  const principals = SUITE_PRINCIPALS.map((arn) => ({ arn }));
  const sandbox = await startSandbox({ principals, wait, dynamodb: false });
  const { nodes = [], daemonSets = [], pods = [], bindings = [], awsAuth = null, broken = {} } = setup;
  const door = sandbox.addCluster({
    ...{ ...name, awsAuth, nodes, pods, bindings, creator: MASTER, faults: faultsOf(broken) },
    daemonSets: daemonSets.map(({ upToDate = true, ...each }) => ({
      ...each,
      ...(upToDate ? {} : { updated: 1 }),
    })),
  });
  const cloud = createCloud(connectAws({ env: sandbox.env, clock: () => new Date() }));
  return {
    api: createClusterApi({ env: {}, ...(broken.slow ? { timeoutMs: 300 } : {}) }),
    connect: async (principal, { back = 0, id } = {}) => {
      const cluster: Cluster = { ...name, ...none, arn: door.arn, roles: { read: principal } };
      const target = { cluster, as: 'read', run: 'r1' } as const;
      const described = await cloud.describe(target);
      if (described.kind !== 'active') throw new Error('not active');
      const { facts } = described;
      const signedAt = new Date(Date.now() - back * 1000);
      const token = await cloud.token({ ...target, tokenId: id ?? facts.tokenId, signedAt });
      return { cluster: door.arn, facts, token };
    },
    awsAuth: () => Promise.resolve(door.awsAuth()),
    setAwsAuth: (data) => {
      door.setAwsAuth(data);
      return Promise.resolve();
    },
    close: () => sandbox.stop(),
  };
});
