import type { Cluster } from '@roster/access';
import { connectAws, createCloud } from '@roster/eks';
import {
  MASTER,
  type Broken,
  type ClusterApiSetup,
  type ClusterApiUnderTest,
} from '@roster/reconcile/testing';
import { createClusterApi } from '../src/cluster-api.ts';
import { freezeAwsAuth } from './freeze.ts';
import type { ShownUnderTest } from './shown.contract.ts';

/** The cluster of the suite, in the sandbox and as a real one. */
export const CLUSTER = { name: 'payments', account: '111122223333', region: 'eu-west-1' };
const none = { labels: {}, checks: { daemonSets: [], pods: [], access: [] } };

/** The suite's faults in the words of the sandbox and of the control plane. A slow cluster never answers in time. */
export function faultsOf({ slow, noWay, ...broken }: Broken) {
  return { ...broken, ...(slow ? { slowMs: 60_000 } : {}), ...(noWay ? { noWay: true } : {}) };
}

/** What DescribeCluster says of the endpoint. */
export const accessOf = ({ broken }: ClusterApiSetup) => ({
  endpointPublicAccess: broken?.noWay?.private !== true,
});

/** The suite's objects, in the words of the sandbox and of the control plane. */
export function contentOf(setup: ClusterApiSetup) {
  const { awsAuth = null, nodes = [], daemonSets = [], pods = [], bindings = [] } = setup;
  return {
    ...{ awsAuth, nodes, pods, bindings },
    daemonSets: daemonSets.map(({ upToDate = true, ...each }) => ({
      ...each,
      ...(upToDate ? {} : { updated: 1 }),
    })),
  };
}

/** The adapter under test, and connections by tokens of new sessions: nobody has used one of theirs before. */
export function adapterFor(
  env: Record<string, string>,
  arn: string,
  { broken = {} }: ClusterApiSetup,
): Pick<ShownUnderTest, 'api' | 'connect'> & Pick<ClusterApiUnderTest, 'freezeAwsAuth'> {
  const cloud = createCloud(connectAws({ env, clock: () => new Date() }));
  const connect: ShownUnderTest['connect'] = async (principal, { back = 0, id } = {}) => {
    const cluster: Cluster = { ...CLUSTER, ...none, arn, roles: { read: principal } };
    const target = { cluster, as: 'read', run: 'r1' } as const;
    const described = await cloud.describe(target);
    if (described.kind !== 'active') throw new Error('not active');
    const { facts } = described;
    const signedAt = new Date(Date.now() - back * 1000);
    const token = await cloud.token({ ...target, tokenId: id ?? facts.tokenId, signedAt });
    return { cluster: arn, facts, token };
  };
  return {
    api: createClusterApi({ env: {}, ...(broken.slow || broken.noWay ? { timeoutMs: 300 } : {}) }),
    connect,
    freezeAwsAuth: async () => freezeAwsAuth(await connect(MASTER)),
  };
}
