import type { Cluster } from '@roster/access';
import type { CloudTarget } from '@roster/reconcile';
import { isFault } from '@roster/workflow';
import { explainRefusal } from '../cluster/explain-refusal.ts';
import { adviceFor } from '../report/advice.ts';
import { clusterLabel } from '../report/cluster-label.ts';
import { oneCluster } from '../selection/select.ts';
import { findingsOf, type Finding } from './finding.ts';
import { orError, type Subject } from './subject.ts';
import { remedyFor } from './unseen.ts';

const { ok, failed, skipped } = findingsOf('cluster');

/** Can one cluster be described and reached, and does it accept our token? The one asked for, else the catalog's first. */
export async function checkCluster(subject: Subject): Promise<readonly Finding[]> {
  const { current, caller, request } = subject;
  if (current === undefined || current instanceof Error) {
    return [skipped('a cluster', 'the catalog names them, and cannot be read')];
  }
  if (caller instanceof Error) return [skipped('a cluster', 'nobody gets in without credentials')];
  const { clusters } = current.fleet;
  const cluster = request.cluster === undefined ? clusters[0] : oneCluster(clusters, request.cluster);
  if (cluster === undefined) return [skipped('a cluster', 'the catalog has none')];
  const about = clusterLabel(cluster.arn);
  if (!(await letsIn(subject, cluster))) return [skipped(about, 'its role does not let us in: see roles')];
  const target = { cluster, as: 'read', run: 'doctor' } as const;
  const found = await orError(visited(subject, target, about));
  if (!(found instanceof Error)) return [found];
  return [failed(about, found.message.replace(`${cluster.arn}: `, ''), remedyFor(found))];
}

async function letsIn({ outside }: Subject, { region, roles: { read } }: Cluster): Promise<boolean> {
  if (read === undefined) return true;
  const taken = await orError(outside.aws.credentials({ region, role: read, run: 'doctor' }));
  return !isFault(taken, 'DeniedFault');
}

async function visited({ outside, store }: Subject, target: CloudTarget, about: string): Promise<Finding> {
  const { aws, cloud, clusterApi } = outside;
  const described = await cloud.describe(target);
  if (described.kind === 'denied') {
    return failed(about, 'these credentials belong to another account', adviceFor(described));
  }
  if (described.kind === 'unreachable') {
    const found = described.reason === 'gone' ? 'EKS knows no such cluster' : 'is not active';
    return failed(about, found, adviceFor(described));
  }
  const { facts } = described;
  const token = await cloud.token({ ...target, tokenId: facts.tokenId, signedAt: aws.clock.now() });
  const { arn, roles } = target.cluster;
  const as = roles.read === undefined ? {} : { as: roles.read };
  const connection = { cluster: arn, facts, token, run: target.run, ...as };
  const { username, groups } = await clusterApi.whoAmI(connection).catch(async (error: unknown) => {
    const status = await store.journal.getStatus(arn).catch(() => undefined);
    throw await explainRefusal(error, { target, connection, status: status ?? { cluster: arn } }, outside);
  });
  return ok(about, `lets us in as ${username} [${groups.join(', ')}], mode ${facts.authenticationMode}`);
}
