import {
  DescribeClusterCommand,
  paginateListAccessEntries,
  type Cluster as EksCluster,
} from '@aws-sdk/client-eks';
import type { Cloud, CloudTarget, Described } from '@roster/reconcile';
import { AuthenticationMode, Fault } from '@roster/workflow';
import type { Aws } from './aws.ts';
import { awsFault } from './aws-fault.ts';
import { DEADLINE_MS } from './credentials/assume-role.ts';
import { mintToken } from './token/index.ts';
import type { Visit } from './visit.ts';

/** The port Cloud on AWS. */
export function createCloud(aws: Aws): Cloud {
  return {
    describe: (target) => describe(aws, target),
    accessEntries: (target) => accessEntries(aws, target),
    token: async ({ tokenId, signedAt, ...target }) => {
      const credentials = await aws.credentials(visitOf(target));
      return mintToken({ credentials, region: target.cluster.region, clusterId: tokenId, signedAt });
    },
  };
}

/** Which of the cluster's identities calls AWS, and where. */
export function visitOf({ cluster, as, run }: CloudTarget): Visit {
  const role = cluster.roles[as];
  return { region: cluster.region, run, ...(role === undefined ? {} : { role }) };
}

async function describe(aws: Aws, target: CloudTarget): Promise<Described> {
  const { arn, name } = target.cluster;
  try {
    const answer = await aws
      .eks(visitOf(target))
      .send(new DescribeClusterCommand({ name }), { abortSignal: AbortSignal.timeout(DEADLINE_MS) });
    return read(arn, answer.cluster ?? {});
  } catch (error) {
    const fault = awsFault(error, `${arn}: eks:DescribeCluster`);
    if (fault.code === 'NotFoundFault') return { kind: 'unreachable', reason: 'gone' };
    throw fault;
  }
}

function read(arn: string, found: EksCluster): Described {
  if (found.arn !== arn) {
    throw new Fault(
      'BadInputFault',
      `${arn}: EKS answered with ${found.arn ?? 'no cluster'}: these credentials belong to another account; ` +
        'give the cluster its roles in the fleet file',
    );
  }
  const { status, endpoint, certificateAuthority, accessConfig, resourcesVpcConfig, id, name = '' } = found;
  const active = status === 'ACTIVE' || status === 'UPDATING';
  if (!active || endpoint === undefined || certificateAuthority?.data === undefined) {
    return { kind: 'unreachable', reason: 'notActive' };
  }
  // Clusters older than access entries tell no mode; `id` is there for local clusters on Outposts alone.
  const authenticationMode = AuthenticationMode.parse(accessConfig?.authenticationMode ?? 'CONFIG_MAP');
  const endpointAccess = resourcesVpcConfig?.endpointPublicAccess === false ? 'private' : 'public';
  const facts = { endpoint, certificateAuthority: certificateAuthority.data, authenticationMode };
  return { kind: 'active', facts: { ...facts, endpointAccess, tokenId: id ?? name } };
}

async function accessEntries(aws: Aws, target: CloudTarget): Promise<readonly string[]> {
  const { arn, name: clusterName } = target.cluster;
  const found: string[] = [];
  try {
    const client = aws.eks(visitOf(target));
    const pages = paginateListAccessEntries({ client, pageSize: 100 }, { clusterName });
    for await (const page of pages) found.push(...(page.accessEntries ?? []));
    return found;
  } catch (error) {
    throw awsFault(error, `${arn}: eks:ListAccessEntries`);
  }
}
