import { inspect } from 'node:util';
import { clusterArn, type Cluster } from '@roster/access';
import { describe, expect, it } from 'vitest';
import type { Cloud, CloudTarget } from '../ports/index.ts';
import type { FakeCluster } from './fake-cluster.ts';

/** The world that a test of the suite needs: one cluster, and the roles by which it is visited. */
export interface CloudSetup {
  readonly cluster: Cluster;
  readonly authenticationMode?: FakeCluster['authenticationMode'];
  /** `absent`: EKS knows no such cluster. Default ACTIVE. */
  readonly status?: 'ACTIVE' | 'UPDATING' | 'CREATING' | 'DELETING' | 'FAILED' | 'absent';
  readonly endpointAccess?: FakeCluster['endpointAccess'];
  readonly accessEntries?: readonly string[];
  /** Roles that do not trust the caller. The others do. */
  readonly untrusted?: readonly string[];
  /** How EKS answers DescribeCluster. */
  readonly describe?: 'denied' | 'throttled' | 'serverError';
}

export interface CloudUnderTest {
  readonly cloud: Cloud;
  /** Ends what was begun for this test. */
  readonly close?: () => Promise<void>;
}

const ACCOUNT = '111122223333';
const READ = `arn:aws:iam::${ACCOUNT}:role/RosterRead`;
const WRITE = `arn:aws:iam::${ACCOUNT}:role/RosterWrite`;
/** The caller's own credentials are of another account than the clusters of the suite. */
export const CLOUD_CALLER = 'arn:aws:iam::999999999999:user/roster';

const name = { name: 'payments', account: ACCOUNT, region: 'eu-west-1' };
const cluster: Cluster = {
  ...name,
  arn: clusterArn(name),
  labels: {},
  roles: { read: READ, write: WRITE },
  checks: { daemonSets: [], pods: [], access: [] },
};
const target: CloudTarget = { cluster, as: 'read', run: '20261101T120000Z-a1' };

/** What every implementation of the port Cloud does. `make` is called for each test anew. */
export function cloudContract(of: string, make: (setup: CloudSetup) => Promise<CloudUnderTest>): void {
  const during: During = async (setup, test) => {
    const { cloud, close } = await make({ cluster, ...setup });
    try {
      await test(cloud);
    } finally {
      await close?.();
    }
  };
  describe(`${of} keeps the contract of Cloud`, () => {
    describing(during);
    listingEntries(during);
    naming(during);
    mintingTokens(during);
  });
}

/** Runs a test in a world of its own. */
type During = (setup: Partial<CloudSetup>, test: (cloud: Cloud) => Promise<void>) => Promise<void>;

function describing(during: During): void {
  describe('describe', () => {
    it.each(['CONFIG_MAP', 'API_AND_CONFIG_MAP', 'API'] as const)('tells the mode %s', (authenticationMode) =>
      during({ authenticationMode }, async (cloud) => {
        const described = await cloud.describe(target);
        const facts = { authenticationMode, tokenId: 'payments' };
        expect(described).toMatchObject({ kind: 'active', facts });
        if (described.kind !== 'active') throw new Error('not active');
        expect(described.facts.endpoint).toMatch(/^https:\/\//);
        expect(Buffer.from(described.facts.certificateAuthority, 'base64').length).toBeGreaterThan(0);
      }),
    );

    it.each(['public', 'private'] as const)('tells that the endpoint is %s', (endpointAccess) =>
      during({ endpointAccess }, async (cloud) => {
        expect(await cloud.describe(target)).toMatchObject({ kind: 'active', facts: { endpointAccess } });
      }),
    );

    it.each(['CREATING', 'DELETING', 'FAILED'] as const)('has nothing to connect to in status %s', (status) =>
      during({ status }, async (cloud) => {
        expect(await cloud.describe(target)).toEqual({
          ...{ kind: 'unreachable', reason: 'notActive' },
          message: expect.stringContaining(status) as string,
        });
      }),
    );

    it('connects to a cluster that is being updated', () =>
      during({ status: 'UPDATING' }, async (cloud) => {
        expect(await cloud.describe(target)).toMatchObject({ kind: 'active' });
      }));

    it('says gone of a cluster that EKS does not know', () =>
      during({ status: 'absent' }, async (cloud) => {
        expect(await cloud.describe(target)).toEqual({
          ...{ kind: 'unreachable', reason: 'gone' },
          message: expect.stringContaining(`has no cluster ${cluster.name}`) as string,
        });
      }));

    it('does not say gone of a cluster of another account than its own', () =>
      during({}, async (cloud) => {
        const asCaller = { ...target, cluster: { ...cluster, roles: {} } };
        expect(await cloud.describe(asCaller)).toEqual({
          ...{ kind: 'denied', reason: 'otherAccount' },
          message: expect.stringMatching(/belong to .*; give the cluster its roles$/) as string,
        });
      }));

    it.each([
      ['denied', 'DeniedFault'],
      ['throttled', 'ThrottledFault'],
      ['serverError', 'ServerFault'],
    ] as const)('names the fault when EKS answers %s', (how, fault) =>
      during({ describe: how }, async (cloud) => {
        await expect(cloud.describe(target)).rejects.toMatchObject({ name: fault });
      }),
    );

    it('is denied where the role does not trust the caller, and may the other role', () =>
      during({ untrusted: [WRITE] }, async (cloud) => {
        await expect(cloud.describe({ ...target, as: 'write' })).rejects.toMatchObject({
          name: 'DeniedFault',
        });
        expect(await cloud.describe(target)).toMatchObject({ kind: 'active' });
      }));
  });
}

function listingEntries(during: During): void {
  describe('accessEntries', () => {
    const entries = (count: number) =>
      Array.from({ length: count }, (_, i) => `arn:aws:iam::${ACCOUNT}:role/team/Role${i}`);

    it.each([0, 1, 100, 250])('gives all %i of them', (count) =>
      during({ authenticationMode: 'API_AND_CONFIG_MAP', accessEntries: entries(count) }, async (cloud) => {
        expect([...(await cloud.accessEntries(target))].sort()).toEqual(entries(count).sort());
      }),
    );

    it('names the fault in mode CONFIG_MAP, and where there is no such cluster', async () => {
      await during({}, async (cloud) => {
        await expect(cloud.accessEntries(target)).rejects.toMatchObject({ name: 'BadInputFault' });
      });
      await during({ status: 'absent' }, async (cloud) => {
        await expect(cloud.accessEntries(target)).rejects.toMatchObject({ name: 'NotFoundFault' });
      });
    });
  });
}

function naming(during: During): void {
  it('names the role that a target is visited as, and the caller where the cluster has none', () =>
    during({}, async (cloud) => {
      expect(await cloud.principal(target)).toBe(READ);
      expect(await cloud.principal({ ...target, as: 'write' })).toBe(WRITE);
      const asCaller = { ...target, cluster: { ...cluster, roles: {} } };
      expect(await cloud.principal(asCaller)).toBe(CLOUD_CALLER);
    }));
}

function mintingTokens(during: During): void {
  describe('token', () => {
    // A real credential ends some time, so the second is one of now.
    const second = Math.floor(Date.now() / 1000) * 1000;
    const request = { ...target, tokenId: 'payments', signedAt: new Date(second + 700) };

    it('counts in whole seconds and is reported as expired after 14 minutes', () =>
      during({}, async (cloud) => {
        const token = await cloud.token(request);
        expect(token.signedAt).toEqual(new Date(second));
        expect(token.expiresAt).toEqual(new Date(second + 14 * 60_000));
      }));

    it('is the same within a second, and another in the next, for another cluster or as another role', () =>
      during({}, async (cloud) => {
        const revealed = async (change: Partial<typeof request>) =>
          (await cloud.token({ ...request, ...change })).reveal();
        const first = await revealed({});
        expect(await revealed({ signedAt: new Date(second) })).toBe(first);
        expect(await revealed({ signedAt: new Date(second + 1000) })).not.toBe(first);
        expect(await revealed({ tokenId: 'ledger' })).not.toBe(first);
        expect(await revealed({ as: 'write' })).not.toBe(first);
      }));

    it('does not print itself', () =>
      during({}, async (cloud) => {
        const token = await cloud.token(request);
        const printed = [inspect(token, { depth: 9, showHidden: true }), JSON.stringify({ token })];
        for (const text of printed) expect(text).not.toContain(token.reveal());
      }));

    it('is denied where the role does not trust the caller', () =>
      during({ untrusted: [READ] }, async (cloud) => {
        await expect(cloud.token(request)).rejects.toMatchObject({ name: 'DeniedFault' });
      }));

    it('is the caller’s own where the cluster has no roles', () =>
      during({ untrusted: [READ, WRITE] }, async (cloud) => {
        const own = { ...request, cluster: { ...cluster, roles: {} } };
        expect((await cloud.token(own)).reveal()).not.toBe('');
      }));
  });
}
