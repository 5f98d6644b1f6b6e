import { describe, expect, it } from 'vitest';
import { MASTER, ROWS, type On } from './cluster-api-rig.ts';

const conflict = { name: 'ConflictFault' };
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

    it('gives a ConfigMap without data', () =>
      on({ awsAuth: {} }, async ({ api, connect }) => {
        expect(await api.readAwsAuth(await connect(MASTER))).toMatchObject({ data: {} });
      }));
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
  });
}
