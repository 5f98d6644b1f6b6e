import { describe, expect, it } from 'vitest';
import { MASTER, ROWS, type On } from './cluster-api-rig.ts';

const conflict = { name: 'ConflictFault' };
const badInput = { name: 'BadInputFault' };
const admission = { name: 'AdmissionFault' };
/** ConfigMap data: at most 1 MiB (facts.md: Limits and prices). */
const MIB = 1024 * 1024;
/** Texts that a careless client changes: line ends, trailing blanks, quotes, letters beyond ASCII. */
const ODD = '- rolearn: "x"\r\n  username: é “quoted” \\ \t\n\n# end, no newline';

/** Reading and writing the ConfigMap kube-system/aws-auth. */
export function awsAuthContract(on: On): void {
  describe('readAwsAuth', () => {
    it('gives undefined where there is no ConfigMap', () =>
      on({}, async ({ api, connect }) => {
        expect(await api.readAwsAuth(await connect(MASTER))).toBeUndefined();
      }));

    it('gives the data to the byte, and a resourceVersion that moves with every write', () =>
      on({ awsAuth: { mapRoles: ODD, other: '' } }, async ({ api, connect, setAwsAuth }) => {
        const master = await connect(MASTER);
        const first = await api.readAwsAuth(master);
        expect(first).toMatchObject({ data: { mapRoles: ODD, other: '' }, labels: {}, annotations: {} });
        expect((await api.readAwsAuth(master))?.resourceVersion).toBe(first?.resourceVersion);
        await setAwsAuth(ROWS);
        expect((await api.readAwsAuth(master))?.resourceVersion).not.toBe(first?.resourceVersion);
      }));

    it('tells of one that is immutable, which no patch changes and which can be deleted', () =>
      on({ awsAuth: ROWS }, async ({ api, connect, awsAuth, setAwsAuth, freezeAwsAuth }) => {
        const master = await connect(MASTER);
        expect(await api.readAwsAuth(master)).not.toHaveProperty('immutable');
        await freezeAwsAuth();
        const { resourceVersion = '', ...frozen } = (await api.readAwsAuth(master)) ?? {};
        expect(frozen).toMatchObject({ data: ROWS, immutable: true });
        const patch = api.patchAwsAuth(master, { mapUsers: '[]' }, resourceVersion);
        await expect(patch).rejects.toMatchObject(admission);
        expect(await awsAuth()).toEqual(ROWS);
        await setAwsAuth(null);
        expect(await api.createAwsAuth(master, ROWS)).not.toHaveProperty('immutable');
      }));

    it('gives a ConfigMap without data', () =>
      on({ awsAuth: {} }, async ({ api, connect }) => {
        expect(await api.readAwsAuth(await connect(MASTER))).toMatchObject({ data: {} });
      }));

    it('gives the keys in their order', () =>
      on(
        { awsAuth: { mapUsers: '2', other: '4', mapAccounts: '1', mapRoles: '3' } },
        async ({ api, connect }) => {
          const { data = {} } = (await api.readAwsAuth(await connect(MASTER))) ?? {};
          expect(Object.keys(data)).toEqual(['mapAccounts', 'mapRoles', 'mapUsers', 'other']);
        },
      ));
  });

  describe('createAwsAuth', () => {
    it('makes the ConfigMap, once', () =>
      on({}, async ({ api, connect, awsAuth }) => {
        const master = await connect(MASTER);
        const made = await api.createAwsAuth(master, ROWS);
        expect(made.data).toEqual(ROWS);
        expect(await awsAuth()).toEqual(ROWS);
        expect(await api.readAwsAuth(master)).toEqual(made);
        await expect(api.createAwsAuth(master, {})).rejects.toMatchObject(conflict);
        expect(await awsAuth()).toEqual(ROWS);
      }));

    it.each([
      ['data of more than 1 MiB', { mapRoles: 'x'.repeat(MIB + 1) }],
      ['a key of other letters', { 'map roles': '[]' }],
    ])('refuses %s, and makes nothing', (_, data) =>
      on({}, async ({ api, connect, awsAuth }) => {
        await expect(api.createAwsAuth(await connect(MASTER), data)).rejects.toMatchObject(admission);
        expect(await awsAuth()).toBeUndefined();
      }),
    );
  });

  describe('patchAwsAuth', () => {
    it('sets and takes away the keys that it names, and no others', () =>
      on(
        { awsAuth: { ...ROWS, mapUsers: '[]', mapAccounts: '- "1"\n' } },
        async ({ api, connect, awsAuth }) => {
          const master = await connect(MASTER);
          const live = await api.readAwsAuth(master);
          const patch = { mapUsers: ODD, mapAccounts: null };
          const written = await api.patchAwsAuth(master, patch, live?.resourceVersion ?? '');
          expect(written.data).toEqual({ ...ROWS, mapUsers: ODD });
          expect(written.resourceVersion).not.toBe(live?.resourceVersion);
          expect(await awsAuth()).toEqual(written.data);
          expect(await api.readAwsAuth(master)).toEqual(written);
        },
      ));

    it('is a conflict, and writes nothing, when somebody else wrote since it was read', () =>
      on({ awsAuth: ROWS }, async ({ api, connect, awsAuth, setAwsAuth }) => {
        const master = await connect(MASTER);
        const live = await api.readAwsAuth(master);
        await setAwsAuth({ ...ROWS, mapUsers: '- theirs' });
        const patch = api.patchAwsAuth(master, { mapUsers: '[]' }, live?.resourceVersion ?? '');
        await expect(patch).rejects.toMatchObject(conflict);
        expect(await awsAuth()).toEqual({ ...ROWS, mapUsers: '- theirs' });
      }));

    it('is a conflict when the ConfigMap was deleted since it was read', () =>
      on({ awsAuth: ROWS }, async ({ api, connect, awsAuth, setAwsAuth }) => {
        const master = await connect(MASTER);
        const live = await api.readAwsAuth(master);
        await setAwsAuth(null);
        const patch = api.patchAwsAuth(master, { mapUsers: '[]' }, live?.resourceVersion ?? '');
        await expect(patch).rejects.toMatchObject(conflict);
        expect(await awsAuth()).toBeUndefined();
      }));

    it('that changes nothing leaves the version as it is, and is a conflict all the same when that is old', () =>
      on({ awsAuth: ROWS }, async ({ api, connect, setAwsAuth }) => {
        const master = await connect(MASTER);
        const { resourceVersion = '' } = (await api.readAwsAuth(master)) ?? {};
        expect(await api.patchAwsAuth(master, ROWS, resourceVersion)).toMatchObject({
          data: ROWS,
          resourceVersion,
        });
        expect(await api.patchAwsAuth(master, {}, resourceVersion)).toMatchObject({
          data: ROWS,
          resourceVersion,
        });
        await setAwsAuth({ ...ROWS, mapUsers: '- theirs' });
        await expect(api.patchAwsAuth(master, ROWS, resourceVersion)).rejects.toMatchObject(conflict);
      }));

    it('is never sent without a version, by which it would write over anything', () =>
      on({ awsAuth: ROWS }, async ({ api, connect, awsAuth }) => {
        const patch = api.patchAwsAuth(await connect(MASTER), { mapUsers: '[]' }, '');
        await expect(patch).rejects.toMatchObject(badInput);
        expect(await awsAuth()).toEqual(ROWS);
      }));

    it('fills a ConfigMap to 1 MiB, and not a byte beyond', () =>
      on({ awsAuth: { mapRoles: '' } }, async ({ api, connect, awsAuth }) => {
        const master = await connect(MASTER);
        const { resourceVersion = '' } = (await api.readAwsAuth(master)) ?? {};
        const patch = (mapUsers: string, at = resourceVersion) => api.patchAwsAuth(master, { mapUsers }, at);
        for (const more of ['x'.repeat(MIB + 1), 'é'.repeat(MIB / 2 + 1), 'x'.repeat(3 * MIB)]) {
          await expect(patch(more)).rejects.toMatchObject(admission);
        }
        const full = await patch('x'.repeat(MIB));
        await expect(api.patchAwsAuth(master, { mapRoles: 'x' }, full.resourceVersion)).rejects.toMatchObject(
          admission,
        );
        expect((await awsAuth())?.['mapRoles']).toBe('');
      }));
  });
}
