import type { ControlPlane, ControlPlaneCluster } from '@roster/control-plane';
import { connectAws, createCloud } from '@roster/eks';
import { createClusterApi } from '@roster/kubernetes';
import type { Connection } from '@roster/reconcile';

const none = { labels: {}, checks: { daemonSets: [], pods: [], access: [] } };

/** Roster's own adapters, as they would visit a cluster. */
export const api = createClusterApi({ env: {} });

/** A connection as that principal, with a token signed so many seconds back. */
export async function visit(
  controlPlane: ControlPlane,
  spec: ControlPlaneCluster,
  { as, back }: { readonly as: string; readonly back: number },
): Promise<Connection> {
  const { name, account, region } = spec;
  const arn = `arn:aws:eks:${region}:${account}:cluster/${name}`;
  const cloud = createCloud(connectAws({ env: controlPlane.env, clock: () => new Date() }));
  const cluster = { name, account, region, arn, ...none, roles: { read: as } };
  const target = { cluster, as: 'read', run: 'r1' } as const;
  const described = await cloud.describe(target);
  if (described.kind !== 'active') throw new Error(`${arn} is ${described.reason}`);
  const { facts } = described;
  const signedAt = new Date(Date.now() - back * 1000);
  return { cluster: arn, facts, token: await cloud.token({ ...target, tokenId: facts.tokenId, signedAt }) };
}
