import { clusterArn } from '@roster/access';
import { accessEntriesContract } from './access-entries.contract.ts';
import { CLOUD_CALLER } from './cloud.contract.ts';
import { MASTER, ROWS } from './cluster-api-rig.ts';
import { fakeAccessEntries } from './fake-access-entries.ts';
import { fakeCloud } from './fake-cloud.ts';
import { fakeClusterApi } from './fake-cluster-api.ts';
import { fakeManifests } from './fake-manifests.ts';
import { fakeWorld } from './fake-world.ts';
import { manifestsContract } from './manifests.contract.ts';

const clock = () => new Date('2026-11-01T12:00:00Z');

accessEntriesContract('the fake', ({ cluster, authenticationMode, untrusted }) => {
  const world = fakeWorld({ clock, caller: CLOUD_CALLER });
  world.cluster(cluster.arn).authenticationMode = authenticationMode;
  if (untrusted) world.untrusted.add(cluster.roles.write ?? '');
  return Promise.resolve({ entries: fakeAccessEntries(world) });
});

manifestsContract('the fake', () => {
  const name = { name: 'payments', account: '111122223333', region: 'eu-west-1' };
  const checks = { daemonSets: [], pods: [], access: [] };
  const world = fakeWorld({ clock });
  const door = world.cluster(clusterArn(name)).setAwsAuth(ROWS);
  door.creator = MASTER;
  const cloud = fakeCloud(world);
  return Promise.resolve({
    manifests: fakeManifests(world),
    api: fakeClusterApi(world),
    connect: async (principal) => {
      const cluster = { ...name, arn: door.arn, labels: {}, checks, roles: { read: principal } };
      const target = { cluster, as: 'read', run: 'r1' } as const;
      const described = await cloud.describe(target);
      if (described.kind !== 'active') throw new Error('not active');
      const { facts } = described;
      const token = await cloud.token({ ...target, tokenId: facts.tokenId, signedAt: clock() });
      return { cluster: door.arn, facts, token };
    },
  });
});
