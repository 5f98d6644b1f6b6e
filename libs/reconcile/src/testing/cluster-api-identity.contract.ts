import { describe, expect, it } from 'vitest';
import type { Connection } from '../ports/index.ts';
import {
  MASTER,
  READER,
  ROWS,
  STRANGER,
  WRITER,
  type ClusterApiUnderTest,
  type On,
} from './cluster-api-rig.ts';

const denied = { name: 'DeniedFault' };
/** How it was refused, and when by the clock of the cluster: about when the token was signed. */
const refused = (status: 401 | 403, { token }: Connection) => ({
  ...{ name: 'DeniedFault', status },
  at: expect.toSatisfy(
    (at) => at instanceof Date && Math.abs(at.getTime() - token.signedAt.getTime()) < 60_000,
  ) as unknown,
});

/** Who gets in, as whom, and with which token (facts.md: The token). */
export function identityContract(on: On): void {
  describe('whoAmI', () => {
    it('tells as whom a row lets in', () =>
      on({ awsAuth: ROWS }, async ({ api, connect }) => {
        const identity = await api.whoAmI(await connect(READER));
        expect(identity).toMatchObject({ username: 'roster-read', arn: READER });
        expect(identity.groups).toEqual(['roster:read', 'system:authenticated']);
      }));

    it('tells an empty username where a row has none, and its groups', () =>
      on({ awsAuth: { mapRoles: `- rolearn: ${READER}\n  groups: [ops]\n` } }, async ({ api, connect }) => {
        const identity = await api.whoAmI(await connect(READER));
        expect(identity).toEqual({ username: '', groups: ['ops', 'system:authenticated'], arn: READER });
      }));

    it('tells the creator’s own way in, whatever its row says', () =>
      on(
        { awsAuth: { mapRoles: `- rolearn: ${MASTER}\n  username: by-row\n` } },
        async ({ api, connect }) => {
          expect(await api.whoAmI(await connect(MASTER))).toMatchObject({ username: 'kubernetes-admin' });
        },
      ));

    it('lets the creator in without a ConfigMap', () =>
      on({}, async ({ api, connect }) => {
        expect((await api.whoAmI(await connect(MASTER))).groups).toContain('system:masters');
      }));

    it('is denied without a row, and where the ConfigMap does not parse', () =>
      on({ awsAuth: ROWS }, async ({ api, connect, setAwsAuth }) => {
        const stranger = await connect(STRANGER);
        await expect(api.whoAmI(stranger)).rejects.toMatchObject(refused(401, stranger));
        await setAwsAuth({ mapRoles: `${ROWS['mapRoles'] ?? ''}\t- broken` });
        await expect(api.whoAmI(await connect(READER))).rejects.toMatchObject(denied);
      }));
  });

  describe('a token', () => {
    it('is good for 15 minutes after it was signed', () =>
      on({ awsAuth: ROWS }, async ({ api, connect }) => {
        expect(await api.whoAmI(await connect(READER, { back: 14 * 60 }))).toMatchObject({ arn: READER });
        await expect(api.whoAmI(await connect(READER, { back: 16 * 60 }))).rejects.toMatchObject(denied);
      }));

    it('is refused by another cluster', () =>
      on({ awsAuth: ROWS }, async ({ api, connect }) => {
        await expect(api.whoAmI(await connect(READER, { id: 'ledger' }))).rejects.toMatchObject(denied);
      }));

    it('once accepted stays so when its row is gone, while one signed in another second is refused', () =>
      on({ awsAuth: ROWS }, async ({ api, connect, setAwsAuth }) => {
        const known = await connect(READER, { back: 30 });
        await api.whoAmI(known);
        await setAwsAuth({});
        await expect(api.whoAmI(await connect(READER, { back: 20 }))).rejects.toMatchObject(denied);
        expect(await api.whoAmI(known)).toMatchObject({ arn: READER });
      }));

    it('once refused is accepted as soon as there is a row', () =>
      on({ awsAuth: {} }, async ({ api, connect, setAwsAuth }) => {
        const connection = await connect(READER);
        await expect(api.whoAmI(connection)).rejects.toMatchObject(denied);
        await setAwsAuth(ROWS);
        expect(await api.whoAmI(connection)).toMatchObject({ arn: READER });
      }));
  });

  rights(on);
}

const GROUPS = (group: string) => ({
  mapRoles: `- rolearn: ${STRANGER}\n  username: stranger\n  groups: ["${group}"]\n`,
});

/** What the groups roster:read and roster:write may (infra/rbac), and everybody else may not. */
function rights(on: On): void {
  describe('rights', () => {
    const check = { group: 'viewers', verb: 'list', resource: 'pods' };
    const looks = ({ api }: ClusterApiUnderTest, as: Connection): readonly (() => Promise<unknown>)[] => [
      () => api.readAwsAuth(as),
      () => api.nodes(as),
      () => api.pods(as, 'default', ''),
      () => api.daemonSet(as, 'kube-system', 'aws-node'),
      () => api.accessReview(as, check),
    ];

    it.each(['roster:read', 'roster:write'])('of %s: to look', (group) =>
      on({ awsAuth: GROUPS(group) }, async (rig) => {
        for (const look of looks(rig, await rig.connect(STRANGER))) await look();
      }),
    );

    it('of others: to know who they are', () =>
      on({ awsAuth: GROUPS('strangers') }, async (rig) => {
        const stranger = await rig.connect(STRANGER);
        expect(await rig.api.whoAmI(stranger)).toMatchObject({ username: 'stranger' });
        for (const look of looks(rig, stranger))
          await expect(look()).rejects.toMatchObject(refused(403, stranger));
      }));

    it('of the reader end where writing begins', () =>
      on({ awsAuth: ROWS }, async ({ api, connect, awsAuth }) => {
        const reader = await connect(READER);
        const { resourceVersion = '' } = (await api.readAwsAuth(reader)) ?? {};
        const patch = api.patchAwsAuth(reader, { mapUsers: '[]' }, resourceVersion);
        await expect(patch).rejects.toMatchObject(denied);
        await expect(api.createAwsAuth(reader, {})).rejects.toMatchObject(denied);
        expect(await awsAuth()).toEqual(ROWS);
        const writer = await connect(WRITER);
        await expect(api.createAwsAuth(writer, {})).rejects.toMatchObject({ name: 'ConflictFault' });
        await expect(api.patchAwsAuth(writer, { mapUsers: '[]' }, resourceVersion)).resolves.toBeDefined();
      }));
  });
}
