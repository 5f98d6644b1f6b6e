import { describe, expect, it } from 'vitest';
import { AWS_AUTH, COLLECTION, JSON_PATCH, MERGE, STRATEGIC, type OnHttp } from './rig.ts';

const MIB = 1024 * 1024;
const OLD = { mapRoles: '- old' };
const big = (size: number) => ({ data: { big: 'x'.repeat(size) } });

/** What a ConfigMap may hold, and what a body may be. */
export function objectsContract(on: OnHttp): void {
  bodies(on);
  data(on);
}

function bodies(on: OnHttp): void {
  describe('a body', () => {
    const wrong: readonly (readonly [what: string, body: unknown, patched: number, posted: number])[] = [
      ['broken JSON', '{', 400, 400],
      ['no JSON', 'hello', 400, 400],
      ['empty', '', 400, 400],
      ['a list', [], 400, 400],
      ['a text', '"x"', 400, 400],
      ['with data that is a text', { data: 'x' }, 422, 400],
      ['with a list for a value', { data: { mapRoles: [] } }, 422, 400],
      ['with a number for a value', { data: { mapRoles: 1 } }, 422, 400],
      ['with an object for a value', { data: { mapRoles: {} } }, 422, 400],
      ['with a key of other letters', { data: { 'not a key': 'x' } }, 422, 422],
      ['with more than 1 MiB', big(MIB + 1), 422, 422],
      ['with more than 3 MiB', big(3 * MIB), 413, 413],
    ];
    it.each(wrong)('%s', (_, body, patched, posted) =>
      on({ awsAuth: OLD }, async ({ send, awsAuth }) => {
        for (const type of [MERGE, STRATEGIC]) {
          const { status } = await send({ path: AWS_AUTH, method: 'PATCH', body, type });
          expect(status, type).toBe(patched);
        }
        const named =
          typeof body === 'object' && !Array.isArray(body) ? { metadata: { name: 'x' }, ...body } : body;
        expect((await send({ path: COLLECTION, method: 'POST', body: named })).status).toBe(posted);
        expect(await awsAuth()).toEqual(OLD);
      }),
    );

    it.each([
      ['PATCH', 'application/json', 415],
      ['PATCH', 'text/plain', 415],
      ['PATCH', 'application/Merge-Patch+JSON', 415],
      ['PATCH', '', 415],
      ['POST', 'text/plain', 415],
      ['POST', '', 409],
      ['POST', 'application/json; charset=utf-8', 409],
    ])('of a %s in type "%s" is %i', (method, type, status) =>
      on({ awsAuth: OLD }, async ({ send }) => {
        const path = method === 'POST' ? COLLECTION : AWS_AUTH;
        const body = method === 'POST' ? { metadata: { name: 'aws-auth' } } : {};
        expect((await send({ path, method, body, type })).status).toBe(status);
      }),
    );

    it('of an unknown type is refused before anyone looks whether the object is there', () =>
      on({}, async ({ send }) => {
        const order = { path: AWS_AUTH, method: 'PATCH', body: {} };
        expect((await send({ ...order, type: 'text/plain' })).status).toBe(415);
        expect((await send({ ...order, type: JSON_PATCH, body: [] })).status).toBe(404);
      }));

    it('of another kind, name, namespace or uid is refused', () =>
      on({ awsAuth: OLD }, async ({ send }) => {
        const put = (body: object) => send({ path: AWS_AUTH, method: 'PUT', body });
        const patch = (body: object) => send({ path: AWS_AUTH, method: 'PATCH', body, type: MERGE });
        const metadata = { name: 'aws-auth' };
        expect((await put({ kind: 'Secret', apiVersion: 'v1', metadata })).status).toBe(400);
        expect((await patch({ kind: 'Secret' })).status).toBe(422);
        for (const other of [{ name: 'other' }, { ...metadata, namespace: 'other' }]) {
          expect((await put({ metadata: other })).status).toBe(400);
          expect((await patch({ metadata: other })).status).toBe(400);
        }
        expect((await put({})).status).toBe(400);
        const uid = '11111111-1111-1111-1111-111111111111';
        expect((await patch({ metadata: { uid } })).status).toBe(422);
      }));
  });
}

function data(on: OnHttp): void {
  describe('data', () => {
    it('may have 1 MiB, in bytes and over all keys', () =>
      on({ awsAuth: OLD }, async ({ send }) => {
        const patch = async (data: object) =>
          (await send({ path: AWS_AUTH, method: 'PATCH', body: { data }, type: MERGE })).status;
        const left = MIB - OLD.mapRoles.length;
        expect(await patch({ big: 'x'.repeat(left + 1) })).toBe(422);
        expect(await patch({ big: 'é'.repeat(left / 2 + 1) })).toBe(422);
        expect(await patch({ big: 'x'.repeat(left) })).toBe(200);
        expect(await patch({ mapRoles: `${OLD.mapRoles}x` })).toBe(422);
      }));

    it('comes in the order of its keys, and may be missing', () =>
      on({ awsAuth: { mapUsers: '2', mapAccounts: '1', mapRoles: '3' } }, async ({ send, setAwsAuth }) => {
        const { body } = await send({ path: AWS_AUTH });
        const { data } = body as { data: object };
        expect(Object.keys(data)).toEqual(['mapAccounts', 'mapRoles', 'mapUsers']);
        await setAwsAuth({});
        expect((await send({ path: AWS_AUTH })).body).not.toHaveProperty('data');
      }));

    it('stays as it is when labels and annotations are set and taken away', () =>
      on({ awsAuth: OLD }, async ({ send }) => {
        const patch = (metadata: object) =>
          send({ path: AWS_AUTH, method: 'PATCH', body: { metadata }, type: MERGE });
        const both = { labels: { a: 'b' }, annotations: { 'x/y': 'z' } };
        expect((await patch(both)).body).toMatchObject({ metadata: both, data: OLD });
        const { body } = await patch({ labels: null, annotations: { 'x/y': null } });
        expect(body).toMatchObject({ data: OLD });
        expect(body).not.toHaveProperty('metadata.labels');
      }));
  });
}
