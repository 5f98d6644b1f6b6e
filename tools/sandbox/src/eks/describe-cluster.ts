import type { ClusterState } from '../cluster/cluster-state.ts';
import { AwsError } from '../aws-error.ts';

export interface Connection {
  readonly endpoint: string;
  /** PEM */
  readonly ca: string;
}

/** The answer of DescribeCluster. A cluster that is not made yet has no endpoint. */
export function describeCluster(cluster: ClusterState, connection: Connection) {
  refuseByFault(cluster);
  const { name, account } = cluster.spec;
  const {
    status = 'ACTIVE',
    version = '1.34',
    tags = {},
    id,
    endpointPublicAccess = true,
  } = cluster.settings;
  const made = status !== 'CREATING' && status !== 'PENDING';
  return {
    name,
    arn: cluster.arn,
    createdAt: cluster.createdAt.getTime() / 1000,
    version,
    roleArn: `arn:${cluster.partition}:iam::${account}:role/${name}-cluster`,
    resourcesVpcConfig: { endpointPublicAccess, endpointPrivateAccess: !endpointPublicAccess },
    status,
    tags,
    accessConfig: { authenticationMode: cluster.mode },
    ...(id === undefined ? {} : { id }),
    ...(made ? { endpoint: connection.endpoint } : {}),
    ...(made ? { certificateAuthority: { data: Buffer.from(connection.ca).toString('base64') } } : {}),
  };
}

function refuseByFault({ arn, spec, faults }: ClusterState): void {
  switch (faults.now.describe) {
    case undefined:
      return;
    case 'denied':
      throw new AwsError(
        403,
        'AccessDeniedException',
        `not authorized to perform: eks:DescribeCluster on resource: ${arn}`,
      );
    case 'throttled':
      throw new AwsError(429, 'ThrottlingException', 'Rate exceeded');
    case 'notFound':
      throw noCluster(spec.name);
    case 'serverError':
      throw new AwsError(500, 'ServerException', 'Internal server error');
  }
}

export function noCluster(name: string): AwsError {
  return new AwsError(404, 'ResourceNotFoundException', `No cluster found for name: ${name}.`);
}
