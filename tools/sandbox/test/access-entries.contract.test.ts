import {
  AssociateAccessPolicyCommand,
  CreateAccessEntryCommand,
  DeleteAccessEntryCommand,
  DescribeAccessEntryCommand,
  DisassociateAccessPolicyCommand,
  EKSClient,
  ListAssociatedAccessPoliciesCommand,
  type CreateAccessEntryCommandInput,
} from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import type { SandboxCluster } from '../src/index.ts';
import { ADMIN, AWS_AUTH, CLUSTER, startFixture, VIEWER, WHO_AM_I } from './fixture.ts';

const CLUSTER_ADMIN = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy';
const named = { clusterName: CLUSTER.name };
const admin = { ...named, principalArn: ADMIN };
const policy = { ...admin, policyArn: CLUSTER_ADMIN };
const associate = new AssociateAccessPolicyCommand({ ...policy, accessScope: { type: 'cluster' } });

/** A cluster in mode API, and a client of its account. */
async function start(cluster: Partial<SandboxCluster> = {}) {
  const fixture = await startFixture({ authenticationMode: 'API', awsAuth: null, ...cluster });
  const eks = new EKSClient({
    region: CLUSTER.region,
    credentials: fixture.sandbox.caller,
    endpoint: fixture.sandbox.env['AWS_ENDPOINT_URL_EKS']!,
    maxAttempts: 1,
  });
  const create = (entry: Partial<CreateAccessEntryCommandInput> = {}) =>
    eks.send(new CreateAccessEntryCommand({ ...admin, ...entry }));
  /** Who Admin is with a new token, and the status of a read of aws-auth; or 401. */
  const enter = async () => {
    fixture.clock.forward(11);
    const { status, body } = await fixture.send(WHO_AM_I);
    if (status !== 201) return status;
    const { groups } = (body as { status: { userInfo: { groups: string[] } } }).status.userInfo;
    return [groups[0], (await fixture.send({ path: AWS_AUTH })).status];
  };
  return { ...fixture, eks, create, enter };
}

describe('an access entry', () => {
  it('lets in from its creation to its deletion', async () => {
    await using fixture = await start();
    expect(await fixture.enter()).toBe(401);
    const { accessEntry } = await fixture.create({ kubernetesGroups: ['viewers'] });
    const username = 'arn:aws:sts::111122223333:assumed-role/Admin/{{SessionName}}';
    const expected = { ...admin, kubernetesGroups: ['viewers'], username, type: 'STANDARD' };
    expect(accessEntry).toEqual(expected);
    const found = await fixture.eks.send(new DescribeAccessEntryCommand(admin));
    expect(found.accessEntry).toEqual(expected);
    expect(await fixture.enter()).toEqual(['viewers', 403]);
    await fixture.eks.send(new DeleteAccessEntryCommand(admin));
    expect(await fixture.enter()).toBe(401);
    await expect(fixture.eks.send(new DeleteAccessEntryCommand(admin))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('exists once', async () => {
    await using fixture = await start();
    await fixture.create();
    await expect(fixture.create()).rejects.toMatchObject({
      name: 'ResourceInUseException',
      $metadata: { httpStatusCode: 409 },
    });
    expect(fixture.door.accessEntries()).toHaveLength(1);
  });

  it.each([
    { kubernetesGroups: ['system:masters'] },
    { username: 'system:admin' },
    { username: 'eks:admin' },
    { username: 'admin{{SessionName}}' },
    { principalArn: 'arn:aws:iam::111122223333:role/nobody' },
    { principalArn: 'arn:aws:sts::111122223333:assumed-role/Admin/session' },
    { principalArn: 'arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForX' },
  ])('is refused with %j', async (entry) => {
    await using fixture = await start();
    await expect(fixture.create(entry)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('may be of a user, and may name the session behind a colon', async () => {
    await using fixture = await start();
    await fixture.create({ principalArn: VIEWER, username: 'viewer:{{SessionName}}' });
    expect(fixture.door.accessEntries()).toMatchObject([{ username: 'viewer:{{SessionName}}' }]);
  });

  it('cannot be in mode CONFIG_MAP', async () => {
    await using fixture = await start({ authenticationMode: 'CONFIG_MAP' });
    await expect(fixture.create()).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });
});

describe('an access policy', () => {
  it('makes its principal administrator while it is associated', async () => {
    await using fixture = await start();
    await fixture.create({ kubernetesGroups: ['viewers'] });
    await fixture.eks.send(associate);
    await fixture.eks.send(associate);
    expect(await fixture.enter()).toEqual(['viewers', 404]);
    const listed = await fixture.eks.send(new ListAssociatedAccessPoliciesCommand(admin));
    expect(listed.associatedAccessPolicies).toMatchObject([
      { policyArn: CLUSTER_ADMIN, accessScope: { type: 'cluster' } },
    ]);
    await fixture.eks.send(new DisassociateAccessPolicyCommand(policy));
    expect(await fixture.enter()).toEqual(['viewers', 403]);
    await expect(fixture.eks.send(new DisassociateAccessPolicyCommand(policy))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('is of the cluster’s own partition, on an entry that there is', async () => {
    await using fixture = await start();
    await expect(fixture.eks.send(associate)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await fixture.create();
    const policyArn = CLUSTER_ADMIN.replace('arn:aws:', 'arn:aws-cn:');
    const foreign = new AssociateAccessPolicyCommand({
      ...admin,
      policyArn,
      accessScope: { type: 'cluster' },
    });
    await expect(fixture.eks.send(foreign)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

it('takes a while, if it is told to', async () => {
  await using fixture = await start({ entriesLateness: 2 });
  await fixture.create({ kubernetesGroups: ['viewers'] });
  expect(await fixture.enter()).toBe(401);
  expect(await fixture.enter()).toBe(401);
  expect(await fixture.enter()).toEqual(['viewers', 403]);
});
