import { clusterArn, type Cluster } from '@roster/access';
import { describe, expect, it } from 'vitest';
import type { AccessEntries } from '../ports/index.ts';
import type { FakeCluster } from './fake-cluster.ts';

/** The one cluster of a test, without entries, and the role that asks. */
export interface AccessEntriesSetup {
  readonly cluster: Cluster;
  readonly authenticationMode: FakeCluster['authenticationMode'];
  /** The role that asks does not trust the caller. */
  readonly untrusted: boolean;
  /** Roles that are there besides, for entries. */
  readonly principals: readonly string[];
}

export interface AccessEntriesUnderTest {
  readonly entries: AccessEntries;
  /** Ends what was begun for this test. */
  readonly close?: () => Promise<void>;
}

type Changes = Partial<Omit<AccessEntriesSetup, 'cluster' | 'principals'>> & { readonly region?: string };

const ACCOUNT = '111122223333';
const ADMIN = 'AmazonEKSClusterAdminPolicy';

/** What every implementation of the port AccessEntries does. `make` is called for each test anew. */
export function accessEntriesContract(
  of: string,
  make: (setup: AccessEntriesSetup) => Promise<AccessEntriesUnderTest>,
): void {
  const during = async (changes: Changes, test: (rig: Rig) => Promise<void>) => {
    const rig = rigFor(changes);
    const { authenticationMode = 'API', untrusted = false } = changes;
    const setup = { cluster: rig.target.cluster, principals: [rig.ops], authenticationMode, untrusted };
    const { entries, close } = await make(setup);
    try {
      await test({ ...rig, entries });
    } finally {
      await close?.();
    }
  };
  describe(`${of} keeps the contract of AccessEntries`, () => {
    creating(during);
    attaching(during);
    refusing(during);
  });
}

interface Rig extends ReturnType<typeof rigFor> {
  readonly entries: AccessEntries;
}
type During = (changes: Changes, test: (rig: Rig) => Promise<void>) => Promise<void>;

function rigFor({ region = 'eu-west-1' }: Changes) {
  const partition = region.startsWith('cn-') ? 'aws-cn' : 'aws';
  const role = (path: string) => `arn:${partition}:iam::${ACCOUNT}:role/${path}`;
  const name = { name: 'payments', account: ACCOUNT, region };
  const roles = { read: role('Bootstrap'), write: role('Bootstrap') };
  const checks = { daemonSets: [], pods: [], access: [] };
  const cluster: Cluster = { ...name, arn: clusterArn(name), labels: {}, roles, checks };
  const target = { cluster, as: 'write', run: '20261101T120000Z-a1' } as const;
  const ops = role('team/Ops');
  return { target, ops, entry: { ...target, principalArn: ops } };
}

function creating(during: During): void {
  it('makes an entry, finds it with its path, and takes it away', () =>
    during({}, async ({ entries, target, entry, ops }) => {
      expect(await entries.find(entry)).toBeUndefined();
      await entries.create(target, { principalArn: ops, groups: ['ops'] });
      expect(await entries.find(entry)).toMatchObject({ principalArn: ops, groups: ['ops'] });
      await entries.remove(entry);
      expect(await entries.find(entry)).toBeUndefined();
      await entries.remove(entry);
    }));

  it('keeps the username that is given; else one with the name of the session', () =>
    during({ authenticationMode: 'API_AND_CONFIG_MAP' }, async ({ entries, target, entry, ops }) => {
      await entries.create(target, { principalArn: ops, groups: [], username: 'ops:{{SessionName}}' });
      expect(await entries.find(entry)).toMatchObject({ username: 'ops:{{SessionName}}', groups: [] });
      await entries.remove(entry);
      await entries.create(target, { principalArn: ops, groups: [] });
      expect((await entries.find(entry))?.username).toContain('{{SessionName}}');
    }));

  it('names the fault where there is one already, or the group is Kubernetes’ own', () =>
    during({}, async ({ entries, target, entry, ops }) => {
      const masters = entries.create(target, { principalArn: ops, groups: ['system:masters'] });
      await expect(masters).rejects.toMatchObject({ name: 'BadInputFault' });
      await entries.create(target, { principalArn: ops, groups: ['ops'] });
      const again = entries.create(target, { principalArn: ops, groups: ['others'] });
      await expect(again).rejects.toMatchObject({ name: 'ConflictFault' });
      expect(await entries.find(entry)).toMatchObject({ groups: ['ops'] });
    }));
}

function attaching(during: During): void {
  it.each(['eu-west-1', 'cn-north-1'])(
    'attaches a policy of the partition of %s, and detaches it',
    (region) =>
      during({ region }, async ({ entries, target, entry, ops }) => {
        await entries.create(target, { principalArn: ops, groups: [] });
        expect(await entries.policies(entry)).toEqual([]);
        await entries.attach(entry, ADMIN);
        await entries.attach(entry, ADMIN);
        expect(await entries.policies(entry)).toEqual([ADMIN]);
        await entries.detach(entry, ADMIN);
        await entries.detach(entry, ADMIN);
        expect(await entries.policies(entry)).toEqual([]);
      }),
  );

  it('has nothing to attach it to without an entry, and nothing to detach', () =>
    during({}, async ({ entries, entry }) => {
      await expect(entries.attach(entry, ADMIN)).rejects.toMatchObject({ name: 'NotFoundFault' });
      await expect(entries.policies(entry)).rejects.toMatchObject({ name: 'NotFoundFault' });
      await entries.detach(entry, ADMIN);
    }));
}

function refusing(during: During): void {
  it('refuses everything in mode CONFIG_MAP', () =>
    during({ authenticationMode: 'CONFIG_MAP' }, async ({ entries, target, entry, ops }) => {
      const bad = { name: 'BadInputFault' };
      await expect(entries.find(entry)).rejects.toMatchObject(bad);
      await expect(entries.create(target, { principalArn: ops, groups: [] })).rejects.toMatchObject(bad);
    }));

  it('is denied where the role does not trust the caller', () =>
    during({ untrusted: true }, async ({ entries, entry }) => {
      await expect(entries.find(entry)).rejects.toMatchObject({ name: 'DeniedFault' });
    }));
}
