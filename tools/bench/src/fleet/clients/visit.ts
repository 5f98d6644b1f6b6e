import { clusterArn, type Cluster } from '@roster/access';
import { callerIdentity, connectAws, createCloud } from '@roster/eks';
import { createClusterApi } from '@roster/kubernetes';
import type { Order, OrderedCluster } from '../loop/order.ts';

type As = 'read' | 'write';

/** Asks who the caller is, as a run does once. */
export async function caller({ run, clusters }: Order): Promise<void> {
  const aws = connectAws({ env: process.env, clock: () => new Date() });
  await callerIdentity(aws, { region: clusters[0]?.region ?? 'us-east-1', run });
}

/** Makes the calls of a run for one cluster (libs/reconcile/README.md, "Calls"), by the clients that the run has. */
export function visitor({ mode, run }: Order): (cluster: OrderedCluster) => Promise<void> {
  const { env } = process;
  const cloud = createCloud(connectAws({ env, clock: () => new Date() }));
  const api = createClusterApi({ env });
  const connector = async (cluster: Cluster) => {
    const described = await cloud.describe({ cluster, as: 'read', run });
    if (described.kind !== 'active') throw new Error(`${cluster.arn}: not active`);
    const { facts } = described;
    return async (as: As, back: number) => {
      const signedAt = new Date(Date.now() - back * 1000);
      const token = await cloud.token({ cluster, as, run, tokenId: facts.tokenId, signedAt });
      return { cluster: cluster.arn, facts, token };
    };
  };
  return async (ordered) => {
    const connect = await connector(clusterOf(ordered));
    const first = await connect('read', 3);
    await api.whoAmI(first);
    if (mode === 'plan') {
      await api.readAwsAuth(await connect('read', 3));
      return;
    }
    const look = await connect('write', 3);
    const live = await api.readAwsAuth(look);
    await api.nodes(look);
    await api.patchAwsAuth(await connect('write', 60), ordered.data, live?.resourceVersion ?? '');
    await api.readAwsAuth(await connect('write', 0));
    const proof = await connect('read', 0);
    await api.whoAmI(proof);
    await api.nodes(proof);
  };
}

function clusterOf({ name, account, region }: OrderedCluster): Cluster {
  const arn = (role: string) => `arn:aws:iam::${account}:role/${role}`;
  return {
    ...{ name, account, region, labels: {} },
    arn: clusterArn({ name, account, region }),
    roles: { read: arn('RosterRead'), write: arn('RosterWrite') },
    checks: { daemonSets: [], pods: [], access: [] },
  };
}
