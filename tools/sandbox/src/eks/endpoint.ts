import type { Calls } from '../calls.ts';
import type { ClusterState } from '../cluster/cluster-state.ts';
import type { Clusters } from '../cluster/clusters.ts';
import type { Answer, Request } from '../http/message.ts';
import { verifySignature } from '../signature/verify-signature.ts';
import type { Organization } from '../sts/assume-role.ts';
import type { Principals } from '../sts/principals.ts';
import {
  createAccessEntry,
  deleteAccessEntry,
  describeAccessEntry,
  listAccessEntries,
} from './access-entries.ts';
import { associateAccessPolicy, disassociateAccessPolicy, listAccessPolicies } from './access-policies.ts';
import { describeCluster, noCluster, type Connection } from './describe-cluster.ts';
import { AwsError } from '../aws-error.ts';
import { jsonErrorAnswer } from '../aws-json/error-answer.ts';
import { operationOf, type Operation } from './operation.ts';
import { pageOf } from './page.ts';

export interface EksService {
  readonly clusters: Clusters;
  readonly principals: Principals;
  readonly organization: Organization;
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
  const operation = operationOf(request);
  let about: string | undefined;
  try {
    const place = signedPlace(service, request);
    const cluster = service.clusters.at({ ...place, name: operation.cluster });
    about = cluster?.arn;
    const result =
      operation.kind === 'ListClusters'
        ? listClusters(service, place, operation)
        : perform(service, operation, cluster);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(result) };
  } catch (error) {
    return jsonErrorAnswer(error);
  } finally {
    service.calls.count(`eks:${operation.kind}`, about);
  }
}

function signedPlace(service: EksService, request: Request): Place {
  const keyOf = (id: string) => service.principals.keyOf(id);
  const { key, region } = verifySignature(request, { keyOf, now: service.now(), service: 'eks' });
  return { account: key.caller.account, region };
}

function listClusters(service: EksService, place: Place, { query }: Operation): object {
  const { page, nextToken } = pageOf(service.clusters.namesIn(place), query);
  return { clusters: page, ...(nextToken === null ? {} : { nextToken }) };
}

function perform(service: EksService, operation: Operation, cluster: ClusterState | undefined): object {
  const { kind, principal, policy, query, body } = operation;
  if (kind === 'unknown')
    throw new AwsError(404, 'UnknownOperationException', 'the sandbox has no such operation');
  if (cluster === undefined) throw noCluster(operation.cluster);
  switch (kind) {
    case 'ListAccessEntries':
      return listAccessEntries(cluster, query);
    case 'DescribeAccessEntry':
      return describeAccessEntry(cluster, principal);
    case 'CreateAccessEntry':
      return createAccessEntry(cluster, body(), (arn) => service.principals.find(arn) !== undefined);
    case 'DeleteAccessEntry':
      return deleteAccessEntry(cluster, principal);
    case 'ListAssociatedAccessPolicies':
      return listAccessPolicies(cluster, principal, query);
    case 'AssociateAccessPolicy':
      return associateAccessPolicy(cluster, principal, body());
    case 'DisassociateAccessPolicy':
      return disassociateAccessPolicy(cluster, principal, policy);
    default:
      return { cluster: describeCluster(cluster, service.connection(cluster)) };
  }
}
