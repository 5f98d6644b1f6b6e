import { describe, expect, it } from 'vitest';
import type { Cluster } from '@roster/access';
import { fakeCloud, fakeClusterApi, fakeWorld } from './index.ts';

const ROLE = 'arn:aws:iam::111122223333:role/RosterRead';
const target: Cluster = {
  arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/one',
  name: 'one',
  account: '111122223333',
  region: 'eu-west-1',
  labels: {},
  roles: { read: ROLE },
  checks: { daemonSets: [], pods: [], access: [] },
};

const mapRoles = `- rolearn: ${ROLE}\n  username: roster\n  groups: [roster:read]\n`;

async function enter(now = { at: 0 }) {
  const world = fakeWorld({ clock: () => new Date(now.at) });
  const door = world.cluster(target.arn).setAwsAuth({ mapRoles });
  const cloud = fakeCloud(world);
  const described = await cloud.describe({ cluster: target, as: 'read', run: 'r1' });
  if (described.kind !== 'active') throw new Error('not active');
  const { facts } = described;
  const connect = async (signedAt: Date) => ({
    cluster: target.arn,
    facts,
    token: await cloud.token({ cluster: target, as: 'read', run: 'r1', tokenId: facts.tokenId, signedAt }),
  });
  return { world, door, api: fakeClusterApi(world), connect, now };
}

describe('the fake world', () => {
  it('lets in whom a row lets in, as that row says', async () => {
    const { api, connect } = await enter();
    const connection = await connect(new Date(0));
    expect(await api.whoAmI(connection)).toEqual({
      username: 'roster',
      groups: ['roster:read', 'system:authenticated'],
      arn: ROLE,
    });
    expect(await api.readAwsAuth(connection)).toMatchObject({ data: { mapRoles } });
  });

  it('keeps a token that it accepted for a while, and refuses one signed later, when the row is gone', async () => {
    const { api, connect, door, now } = await enter();
    const first = await connect(new Date(0));
    await api.whoAmI(first);
    door.setAwsAuth({});
    await expect(api.whoAmI(await connect(new Date(1000)))).rejects.toMatchObject({ name: 'DeniedFault' });
    await expect(api.whoAmI(first)).resolves.toMatchObject({ username: 'roster' });
    now.at = 10_000;
    await expect(api.whoAmI(first)).rejects.toMatchObject({ name: 'DeniedFault' });
  });

  it('does around a call what a test has asked for, as often as asked', async () => {
    const { api, connect, door } = await enter();
    const connection = await connect(new Date(0));
    door.fail('nodes', 'ThrottledFault', 1);
    await expect(api.nodes(connection)).rejects.toMatchObject({ name: 'ThrottledFault' });
    await expect(api.nodes(connection)).resolves.toEqual({ ready: [], notReady: [] });
    expect(door.calls).toMatchObject({ nodes: 2 });
  });
});
