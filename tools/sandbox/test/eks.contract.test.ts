import {
  DescribeAccessEntryCommand,
  DescribeClusterCommand,
  EKSClient,
  ListAccessEntriesCommand,
} from '@aws-sdk/client-eks';
import { paginateListAccessEntries, paginateListClusters } from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import { startSandbox, type Keys, type Sandbox } from '../src/index.ts';
import { ACCOUNT, ADMIN, CLUSTER, startFixture, VIEWER } from './fixture.ts';

const OTHER = 'arn:aws:iam::444455556666:user/olga';

function client(sandbox: Sandbox, keys: Keys = sandbox.caller, region = 'eu-west-1'): EKSClient {
  return new EKSClient({
    region,
    credentials: keys,
    endpoint: sandbox.env['AWS_ENDPOINT_URL_EKS']!,
    maxAttempts: 1,
  });
}
const describeBy = (eks: EKSClient, name = CLUSTER.name) => eks.send(new DescribeClusterCommand({ name }));

async function names(eks: EKSClient): Promise<string[]> {
  const found: string[] = [];
  for await (const page of paginateListClusters({ client: eks }, { maxResults: 40 }))
    found.push(...(page.clusters ?? []));
  return found;
}

describe('DescribeCluster', () => {
  it('tells what a client needs', async () => {
    await using fixture = await startFixture({
      tags: { env: 'prod' },
      authenticationMode: 'API',
      version: '1.33',
    });
    const { cluster } = await describeBy(client(fixture.sandbox));
    expect(cluster).toMatchObject({
      name: 'payments-prod',
      arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/payments-prod',
      status: 'ACTIVE',
      version: '1.33',
      tags: { env: 'prod' },
      accessConfig: { authenticationMode: 'API' },
      resourcesVpcConfig: { endpointPublicAccess: true },
      createdAt: fixture.clock.now(),
    });
    expect(cluster?.endpoint).toMatch(/^https:\/\/127\.0\.0\.1:\d+\//);
    expect(Buffer.from(cluster?.certificateAuthority?.data ?? '', 'base64').toString()).toContain(
      'BEGIN CERTIFICATE',
    );
  });

  it('has no endpoint for a cluster that is being created', async () => {
    await using fixture = await startFixture({ status: 'CREATING', endpointPublicAccess: false, id: 'abc' });
    const { cluster } = await describeBy(client(fixture.sandbox));
    expect(cluster).toMatchObject({
      status: 'CREATING',
      id: 'abc',
      resourcesVpcConfig: { endpointPublicAccess: false },
    });
    expect(cluster).not.toHaveProperty('endpoint');
  });

  it('shows a cluster to its own account alone, in its own Region', async () => {
    await using fixture = await startFixture({}, { principals: [{ arn: OTHER }] });
    const { sandbox } = fixture;
    const gone = { name: 'ResourceNotFoundException', message: 'No cluster found for name: payments-prod.' };
    await expect(describeBy(client(sandbox, fixture.keysOf(OTHER)))).rejects.toMatchObject(gone);
    await expect(describeBy(client(sandbox, sandbox.caller, 'us-east-1'))).rejects.toMatchObject(gone);
    expect(fixture.door.calls()).toEqual({});
    expect(sandbox.calls()).toEqual({ 'eks:DescribeCluster': 2 });
  });

  it('fails as it is told to', async () => {
    await using fixture = await startFixture();
    const fails = async (describe: 'denied' | 'throttled' | 'notFound' | 'serverError') => {
      fixture.door.setFaults({ describe });
      return describeBy(client(fixture.sandbox)).catch((error: unknown) => error);
    };
    expect(await fails('denied')).toMatchObject({
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 403 },
    });
    expect(await fails('throttled')).toMatchObject({
      name: 'ThrottlingException',
      $metadata: { httpStatusCode: 429 },
    });
    expect(await fails('notFound')).toMatchObject({ name: 'ResourceNotFoundException' });
    expect(await fails('serverError')).toMatchObject({
      name: 'ServerException',
      $metadata: { httpStatusCode: 500 },
    });
  });

  it('refuses signatures as services of its protocol do', async () => {
    await using fixture = await startFixture();
    const keys = fixture.keysOf(VIEWER);
    const wrong = describeBy(client(fixture.sandbox, { ...keys, secretAccessKey: 'wrong' }));
    await expect(wrong).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    const unknown = describeBy(client(fixture.sandbox, { ...keys, accessKeyId: 'AKIANOBODY' }));
    await expect(unknown).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    const unsigned = await fetch(`${fixture.sandbox.env['AWS_ENDPOINT_URL_EKS']!}/clusters/x`);
    expect([unsigned.status, unsigned.headers.get('x-amzn-errortype')]).toEqual([
      403,
      'MissingAuthenticationTokenException',
    ]);
  });
});

describe('ListClusters', () => {
  it('pages through the clusters of one account and Region', async () => {
    const made = (name: string, region = 'eu-west-1', account = ACCOUNT) => ({ name, account, region });
    const many = Array.from({ length: 101 }, (_, i) => `c-${String(i).padStart(3, '0')}`);
    const clusters = [
      ...many.map((name) => made(name)),
      made('far', 'us-east-1'),
      made('theirs', 'eu-west-1', '444455556666'),
    ];
    await using sandbox = await startSandbox({ dynamodb: false, clusters });
    expect(await names(client(sandbox))).toEqual(many);
    expect(sandbox.calls()).toEqual({ 'eks:ListClusters': 3 });
    sandbox.removeCluster(`arn:aws:eks:us-east-1:${ACCOUNT}:cluster/far`);
    sandbox.addCluster(made('new', 'us-east-1'));
    expect(await names(client(sandbox, sandbox.caller, 'us-east-1'))).toEqual(['new']);
  });
});

describe('access entries', () => {
  const command = new ListAccessEntriesCommand({ clusterName: CLUSTER.name });

  it('are not there in the mode CONFIG_MAP', async () => {
    await using fixture = await startFixture({ accessEntries: [{ principalArn: ADMIN }] });
    await expect(client(fixture.sandbox).send(command)).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: expect.stringContaining('must be set to one of [API, API_AND_CONFIG_MAP]') as string,
    });
  });

  it('are listed by 100, and described one by one', async () => {
    const arns = Array.from({ length: 150 }, (_, i) => `arn:aws:iam::${ACCOUNT}:role/team/r${i}`);
    const accessEntries = arns.map((principalArn) => ({ principalArn, groups: ['viewers'] }));
    await using fixture = await startFixture({ authenticationMode: 'API_AND_CONFIG_MAP', accessEntries });
    const eks = client(fixture.sandbox);
    const pages: number[] = [];
    for await (const page of paginateListAccessEntries({ client: eks }, { clusterName: CLUSTER.name })) {
      pages.push(page.accessEntries?.length ?? 0);
    }
    expect(pages).toEqual([100, 50]);
    const one = await eks.send(
      new DescribeAccessEntryCommand({ clusterName: CLUSTER.name, principalArn: arns[7]! }),
    );
    expect(one.accessEntry).toMatchObject({
      principalArn: arns[7],
      kubernetesGroups: ['viewers'],
      username: `arn:aws:sts::${ACCOUNT}:assumed-role/r7/{{SessionName}}`,
      type: 'STANDARD',
    });
    const none = eks.send(new DescribeAccessEntryCommand({ clusterName: CLUSTER.name, principalArn: ADMIN }));
    await expect(none).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    const kinds = { 'eks:ListAccessEntries': 2, 'eks:DescribeAccessEntry': 2 };
    expect(fixture.door.calls()).toEqual(kinds);
  });
});
