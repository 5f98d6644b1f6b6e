import {
  DescribeClusterCommand,
  ListAccessEntriesCommand,
  type Cluster as EksCluster,
} from '@aws-sdk/client-eks';
import { parseArn } from '@roster/access';
import type { Cloud, CloudTarget, Described } from '@roster/reconcile';
import { ConnectionFacts, Fault } from '@roster/workflow';
import * as z from 'zod/mini';
import type { Aws } from './aws.ts';
import { awsFault } from './aws-fault.ts';
import { callerIdentity } from './discovery.ts';
import { DEADLINE_MS } from './credentials/assume-role.ts';
import { mintToken } from './token/index.ts';
import type { Visit } from './visit.ts';

/** The port Cloud on AWS. */
export function createCloud(aws: Aws): Cloud {
  return {
    describe: (target) => describe(aws, target),
    accessEntries: (target) => accessEntries(aws, target),
    principal: async ({ cluster, as, run }) =>
      cluster.roles[as] ?? (await callerIdentity(aws, { region: cluster.region, run })).arn,
    token: async ({ tokenId, signedAt, ...target }) => {
      const credentials = await aws.credentials(visitOf(target));
      const { here } = aws.clock;
      return mintToken({ credentials, region: target.cluster.region, clusterId: tokenId, signedAt, here });
    },
  };
}

/** Which of the cluster's identities calls AWS, and where. */
export function visitOf({ cluster, as, run }: CloudTarget): Visit {
  const role = cluster.roles[as];
  return { region: cluster.region, run, as, ...(role === undefined ? {} : { role }) };
}

/** EKS shows an account its own clusters alone: for any other, all of them are gone. */
async function missing(aws: Aws, { cluster, as, run }: CloudTarget): Promise<Described> {
  const { arn, name, account, region, roles } = cluster;
  const role = roles[as];
  const asking =
    role === undefined
      ? (await callerIdentity(aws, { region, run })).account
      : (parseArn(role)?.account ?? 'none');
  if (asking !== account)
    return otherAccount(arn, `${role ?? 'these credentials'} belong to account ${asking}`);
  const message = `${arn}: eks:DescribeCluster: account ${account} has no cluster ${name} in ${region}`;
  return { kind: 'unreachable', reason: 'gone', message };
}

function otherAccount(arn: string, found: string): Described {
  const message = `${arn}: eks:DescribeCluster: ${found}, and the cluster to another account; give the cluster its roles`;
  return { kind: 'denied', reason: 'otherAccount', message };
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
    if (fault.code === 'NotFoundFault') {
      return missing(aws, target);
    }
    throw fault;
  }
}

function read(arn: string, found: EksCluster): Described {
  // A cluster of the same name, in the account of whoever asks.
  if (found.arn !== arn)
    return otherAccount(arn, `these credentials belong to the account of ${found.arn ?? 'none'}`);
  const read = z.safeParse(Found, found);
  if (!read.success) throw badAnswer(arn, 'eks:DescribeCluster', 'it is not how EKS describes a cluster');
  const { status, endpoint, certificateAuthority, accessConfig, resourcesVpcConfig, id, name } = read.data;
  const active = status === 'ACTIVE' || status === 'UPDATING';
  if (!active || endpoint == null || certificateAuthority?.data == null) {
    const message = `${arn}: eks:DescribeCluster: its status is ${status ?? 'none'}`;
    return { kind: 'unreachable', reason: 'notActive', message };
  }
  const facts = z.safeParse(ConnectionFacts, {
    endpoint,
    certificateAuthority: certificateAuthority.data,
    // Clusters older than access entries have no mode; `id` is there for local clusters on Outposts alone.
    authenticationMode: accessConfig?.authenticationMode ?? 'CONFIG_MAP',
    endpointAccess: resourcesVpcConfig?.endpointPublicAccess === false ? 'private' : 'public',
    tokenId: id ?? name ?? '',
  });
  if (!facts.success || !isEndpoint(endpoint)) {
    throw badAnswer(arn, 'eks:DescribeCluster', 'its endpoint, CA or authentication mode is none');
  }
  return { kind: 'active', facts: facts.data };
}

/** What of a cluster is read, by its types alone: how long its texts may be, ConnectionFacts says. */
const Text = z.nullish(z.string());
const Found = z.object({
  status: Text,
  endpoint: Text,
  certificateAuthority: z.nullish(z.object({ data: Text })),
  accessConfig: z.nullish(z.object({ authenticationMode: Text })),
  resourcesVpcConfig: z.nullish(z.object({ endpointPublicAccess: z.nullish(z.boolean()) })),
  id: Text,
  name: Text,
});

/** A token goes to an https URL alone, and no part of it may be taken for something else. */
function isEndpoint(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === 'https:' && url.username === '' && url.search === '' && url.hash === '';
}

function badAnswer(arn: string, call: string, why: string): Fault {
  return new Fault('BadAnswerFault', `${arn}: ${call}: the answer cannot be used: ${why}`);
}

/** More entries than any cluster has; a page holds 100. */
const MOST_PAGES = 100;
const Entries = z.nullish(z.array(z.string().check(z.maxLength(2048))).check(z.maxLength(1000)));

async function accessEntries(aws: Aws, target: CloudTarget): Promise<readonly string[]> {
  const { arn, name: clusterName } = target.cluster;
  const call = 'eks:ListAccessEntries';
  const found: string[] = [];
  const deadline = { abortSignal: AbortSignal.timeout(DEADLINE_MS) };
  try {
    const client = aws.eks(visitOf(target));
    let nextToken: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const asked = { clusterName, maxResults: 100, ...(nextToken === undefined ? {} : { nextToken }) };
      const answer = await client.send(new ListAccessEntriesCommand(asked), deadline);
      const entries = z.safeParse(Entries, answer.accessEntries);
      if (!entries.success) throw badAnswer(arn, call, 'it is no list of principals');
      found.push(...(entries.data ?? []));
      if (!answer.nextToken) return found;
      nextToken = answer.nextToken;
    }
    throw badAnswer(arn, call, `the list has no end after ${found.length} entries`);
  } catch (error) {
    throw awsFault(error, `${arn}: ${call}`);
  }
}
