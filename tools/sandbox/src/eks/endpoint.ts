import type { Calls } from '../calls.ts';
import type { ClusterState } from '../cluster/cluster-state.ts';
import type { Clusters } from '../cluster/clusters.ts';
import type { Answer, Request } from '../http/message.ts';
import { verifySignature } from '../signature/verify-signature.ts';
import type { Principals } from '../sts/principals.ts';
import { describeAccessEntry, listAccessEntries } from './access-entries.ts';
import { describeCluster, noCluster, type Connection } from './describe-cluster.ts';
import { EksError, eksErrorAnswer } from './eks-error.ts';
import { pageOf } from './page.ts';

export interface EksService {
  readonly clusters: Clusters;
  readonly principals: Principals;
  readonly now: () => Date;
  readonly calls: Calls;
  readonly connection: (cluster: ClusterState) => Connection;
}

/** Where a signed request looks: the caller's account, and the Region that the signature is scoped to. */
interface Place {
  readonly account: string;
  readonly region: string;
}

/** Answers one request of the EKS API: a caller sees the clusters of its own account and of the Region signed for. */
export function answerEks(service: EksService, request: Request): Answer {
  try {
    const keyOf = (id: string) => service.principals.keyOf(id);
    const { key, region } = verifySignature(request, { keyOf, now: service.now(), service: 'eks' });
    const result = route(service, request, { account: key.caller.account, region });
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(result) };
  } catch (error) {
    return eksErrorAnswer(error);
  }
}

function route(service: EksService, request: Request, place: Place): object {
  const [root, name, below, principal, ...more] = request.path.slice(1).split('/').map(decodeURIComponent);
  const query = new URLSearchParams(request.query);
  if (request.method !== 'GET' || root !== 'clusters' || more.length > 0) throw unknownOperation(request);
  if (name === undefined) {
    service.calls.count('eks:ListClusters');
    const { page, nextToken } = pageOf(service.clusters.namesIn(place), query);
    return { clusters: page, ...(nextToken === null ? {} : { nextToken }) };
  }
  const cluster = service.clusters.at({ ...place, name });
  const counted = (kind: string) => {
    service.calls.count(`eks:${kind}`, cluster?.arn);
    if (cluster === undefined) throw noCluster(name);
    return cluster;
  };
  if (below === undefined) {
    const found = counted('DescribeCluster');
    return { cluster: describeCluster(found, service.connection(found)) };
  }
  if (below !== 'access-entries') throw unknownOperation(request);
  if (principal === undefined) return listAccessEntries(counted('ListAccessEntries'), query);
  return describeAccessEntry(counted('DescribeAccessEntry'), principal);
}

function unknownOperation(request: Request): EksError {
  return new EksError(
    404,
    'UnknownOperationException',
    `the sandbox has no ${request.method} ${request.path}`,
  );
}
