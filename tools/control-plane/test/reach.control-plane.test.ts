import { startControlPlane, type ControlPlane, type ControlPlaneCluster } from '@roster/control-plane';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, visit } from './visitor.ts';

const place = { account: '111122223333', region: 'eu-west-1' };
const roleArn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const [ADMIN, READER, STRANGER] = ['Admin', 'Reader', 'Stranger'].map(roleArn) as [string, string, string];
const row = (arn: string, username: string, group: string) =>
  `- rolearn: ${arn}\n  username: ${username}\n  groups: [${group}]\n`;

const ONE: ControlPlaneCluster = {
  ...{ name: 'one', ...place, creator: ADMIN, tags: { team: 'payments' } },
  awsAuth: { mapRoles: row(READER, 'reader-of-one', 'group-one') + row(ADMIN, 'by-row', 'nobody') },
};
const TWO: ControlPlaneCluster = { name: 'two', ...place };
const arnOf = ({ name }: ControlPlaneCluster) => `arn:aws:eks:eu-west-1:111122223333:cluster/${name}`;

let controlPlane: ControlPlane;
beforeAll(async () => {
  const principals = [ADMIN, READER, STRANGER].map((arn) => ({ arn }));
  controlPlane = await startControlPlane({ clusters: [ONE, TWO], principals, dynamodb: false });
});
afterAll(() => controlPlane.stop());

// Every token is of a second of its own, for the API server keeps those that it has accepted.
let back = 0;
const connect = (spec: ControlPlaneCluster, as: string) => {
  back += 1;
  return visit(controlPlane, spec, { as, back });
};
const whoIs = async (spec: ControlPlaneCluster, as: string) => api.whoAmI(await connect(spec, as));
const refused = { name: 'DeniedFault' };

describe('a real cluster, visited by Roster', () => {
  it('lets in whom its aws-auth names, under that name', async () => {
    expect(await whoIs(ONE, READER)).toMatchObject({
      username: 'reader-of-one',
      groups: expect.arrayContaining(['group-one', 'system:authenticated']) as string[],
    });
    await expect(whoIs(ONE, STRANGER)).rejects.toMatchObject(refused);
    await expect
      .poll(() => controlPlane.cluster(arnOf(ONE)).authenticatorLog())
      .toContain('identity is not mapped');
  });

  it('lets its creator in before any row', async () => {
    expect(await whoIs(ONE, ADMIN)).toMatchObject({ username: 'kubernetes-admin' });
  });

  it('has rows of its own, on an etcd that it shares', async () => {
    const two = controlPlane.cluster(arnOf(TWO));
    expect(await two.awsAuth()).toBeUndefined();
    await expect(whoIs(TWO, READER)).rejects.toMatchObject(refused);
    await two.setAwsAuth({ mapRoles: row(READER, 'reader-of-two', 'group-two') });
    expect(await whoIs(TWO, READER)).toMatchObject({ username: 'reader-of-two' });
    expect(await whoIs(ONE, READER)).toMatchObject({ username: 'reader-of-one' });
  });

  it('is described by the sandbox: its tags, its way, its CA', async () => {
    const { facts } = await connect(ONE, READER);
    const { endpoint } = controlPlane.cluster(arnOf(ONE));
    expect(facts).toMatchObject({ endpoint });
    await controlPlane.cluster(arnOf(TWO)).setFaults({ unreachable: true });
    await expect(whoIs(TWO, READER)).rejects.toMatchObject({ name: 'ConnectionFault' });
    await controlPlane.cluster(arnOf(TWO)).setFaults({});
    expect(await whoIs(TWO, READER)).toMatchObject({ username: 'reader-of-two' });
  });
});

describe('a cluster that is added later', () => {
  const later: ControlPlaneCluster = { name: 'later', ...place };

  it('is not there when it does not come up, and can be added again', async () => {
    const starting = controlPlane.addCluster({ ...later, creator: 'not an ARN' });
    await expect(starting).rejects.toThrow(/aws-iam-authenticator ended with 1/);
    expect(controlPlane.sandbox.clusterArns()).not.toContain(arnOf(later));
    expect(() => controlPlane.cluster(arnOf(later))).toThrow(TypeError);
    const added = await controlPlane.addCluster({ ...later, creator: ADMIN });
    expect(controlPlane.cluster(arnOf(later))).toBe(added);
    expect(await whoIs(later, ADMIN)).toMatchObject({ username: 'kubernetes-admin' });
  });
});

describe('what the API server remembers of a token', () => {
  it('is never that it was refused', async () => {
    const two = controlPlane.cluster(arnOf(TWO));
    await two.setAwsAuth({});
    const connection = await connect(TWO, STRANGER);
    await expect(api.whoAmI(connection)).rejects.toMatchObject(refused);
    await two.setAwsAuth({ mapRoles: row(STRANGER, 'stranger', 'guests') });
    expect(await api.whoAmI(connection)).toMatchObject({ username: 'stranger' });
  });

  it('is that it was accepted, for a while; a token of another second is refused at once', async () => {
    const two = controlPlane.cluster(arnOf(TWO));
    await two.setAwsAuth({ mapRoles: row(STRANGER, 'stranger', 'guests') });
    const connection = await connect(TWO, STRANGER);
    await api.whoAmI(connection);
    await two.setAwsAuth(null);
    expect(await api.whoAmI(connection)).toMatchObject({ username: 'stranger' });
    await expect(whoIs(TWO, STRANGER)).rejects.toMatchObject(refused);
  });
});
