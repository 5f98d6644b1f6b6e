import { describe, expect, it } from 'vitest';
import { MASTER, ROWS, type Broken, type On } from './cluster-api-rig.ts';

/** What is wrong with a cluster has a name. */
export function faultsContract(on: On): void {
  describe('faults', () => {
    const table: readonly (readonly [Broken, string])[] = [
      [{ throttled: 1 }, 'ThrottledFault'],
      [{ serverErrors: 1 }, 'ServerFault'],
      [{ resetConnections: 1 }, 'ConnectionFault'],
      [{ unreachable: true }, 'ConnectionFault'],
      [{ noWay: { private: false } }, 'TimeoutFault'],
      [{ noWay: { private: true } }, 'PrivateEndpointFault'],
      [{ expiredCertificate: true }, 'CertificateFault'],
      [{ slow: true }, 'TimeoutFault'],
    ];
    it.each(table)('of %o: %s', (broken, fault) =>
      on({ broken }, async ({ api, connect }) => {
        await expect(api.whoAmI(await connect(MASTER))).rejects.toMatchObject({ name: fault });
      }),
    );

    it('pass: the call after the last that is broken succeeds', () =>
      on({ broken: { throttled: 1 } }, async ({ api, connect }) => {
        const master = await connect(MASTER);
        await expect(api.nodes(master)).rejects.toMatchObject({ name: 'ThrottledFault' });
        await expect(api.nodes(master)).resolves.toEqual({ ready: [], notReady: [] });
      }));

    it('a conflict changes nothing', () =>
      on({ awsAuth: ROWS, broken: { conflicts: 1 } }, async ({ api, connect, awsAuth }) => {
        const master = await connect(MASTER);
        const live = await api.readAwsAuth(master);
        const patch = () => api.patchAwsAuth(master, { mapUsers: '[]' }, live?.resourceVersion ?? '');
        await expect(patch()).rejects.toMatchObject({ name: 'ConflictFault' });
        expect(await awsAuth()).toEqual(ROWS);
      }));
  });
}
