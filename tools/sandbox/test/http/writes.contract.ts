import { describe, expect, it } from 'vitest';
import { AWS_AUTH, COLLECTION, JSON_PATCH, MERGE, STRATEGIC, type HttpRig, type OnHttp } from './rig.ts';

const OLD = { mapRoles: '- old', mapUsers: '[]', other: 'x' };
const stale = { reason: 'Conflict', code: 409, details: { name: 'aws-auth', kind: 'configmaps' } };

/** A patch of aws-auth. */
function patching({ send }: HttpRig) {
  return (body: unknown, type = MERGE, path = AWS_AUTH) => send({ path, method: 'PATCH', body, type });
}

async function versionOf({ send }: HttpRig): Promise<string> {
  const { body } = await send({ path: AWS_AUTH });
  return (body as { metadata: { resourceVersion: string } }).metadata.resourceVersion;
}

/** Patches of kube-system/aws-auth, and what a stale version does to them. */
export function writesContract(on: OnHttp): void {
  patches(on);
  staleVersions(on);
  jsonPatches(on);
  replacements(on);
  creations(on);
  deletions(on);
}

function patches(on: OnHttp): void {
  describe('a patch', () => {
    it.each([MERGE, STRATEGIC, `${MERGE}; charset=utf-8`])('by %s changes the keys that it names', (type) =>
      on({ awsAuth: OLD }, async (rig) => {
        const before = await versionOf(rig);
        const { status, body } = await patching(rig)({ data: { mapUsers: '- {}', other: null } }, type);
        expect(status).toBe(200);
        const resourceVersion = await versionOf(rig);
        expect(body).toMatchObject({ kind: 'ConfigMap', metadata: { resourceVersion } });
        expect(resourceVersion).not.toBe(before);
        expect(await rig.awsAuth()).toEqual({ mapRoles: '- old', mapUsers: '- {}' });
      }),
    );

    it('that changes nothing keeps the version', () =>
      on({ awsAuth: OLD }, async (rig) => {
        const before = await versionOf(rig);
        expect((await patching(rig)({ data: OLD })).status).toBe(200);
        expect((await patching(rig)({})).status).toBe(200);
        expect(await versionOf(rig)).toBe(before);
      }));

    it('stores nothing as a dry run', () =>
      on({ awsAuth: OLD }, async (rig) => {
        const dry = await patching(rig)({ data: { mine: 'y' } }, MERGE, `${AWS_AUTH}?dryRun=All`);
        expect([dry.status, dry.body]).toMatchObject([200, { data: { mine: 'y' } }]);
        expect(await rig.awsAuth()).toEqual(OLD);
      }));

    it('of what is not there is 404', () =>
      on({}, async (rig) => {
        const missing = { reason: 'NotFound', message: 'configmaps "aws-auth" not found', code: 404 };
        const body = { metadata: { resourceVersion: '1' } };
        for (const type of [MERGE, STRATEGIC])
          expect((await patching(rig)(body, type)).body).toMatchObject(missing);
        expect((await patching(rig)([], JSON_PATCH)).body).toMatchObject(missing);
      }));
  });
}

function staleVersions(on: OnHttp): void {
  describe('a stale version', () => {
    it.each([MERGE, STRATEGIC])('is 409 by %s, though nothing would change, or as a dry run', (type) =>
      on({ awsAuth: OLD }, async (rig) => {
        const resourceVersion = await versionOf(rig);
        await rig.setAwsAuth({ ...OLD, foreign: 'x' });
        const patch = patching(rig);
        for (const data of [{ mine: 'y' }, OLD]) {
          const { status, body } = await patch({ metadata: { resourceVersion }, data }, type);
          expect([status, body]).toMatchObject([409, stale]);
        }
        const dry = await patch({ metadata: { resourceVersion } }, type, `${AWS_AUTH}?dryRun=All`);
        expect(dry.status).toBe(409);
        expect(await rig.awsAuth()).toEqual({ ...OLD, foreign: 'x' });
        const now = { resourceVersion: await versionOf(rig) };
        expect((await patch({ metadata: now, data: { mine: 'y' } }, type)).status).toBe(200);
      }),
    );

    it.each(['', null])('%j is no precondition', (resourceVersion) =>
      on({ awsAuth: OLD }, async (rig) => {
        const { status } = await patching(rig)({ metadata: { resourceVersion }, data: { mine: 'y' } });
        expect(status).toBe(200);
      }),
    );

    it('that is no number is 500, without a reason', () =>
      on({ awsAuth: OLD }, async (rig) => {
        const answer = await patching(rig)({ metadata: { resourceVersion: 'abc' } });
        expect(answer).toMatchObject({ status: 500, body: { kind: 'Status', code: 500 } });
        expect(answer.body).not.toHaveProperty('reason');
      }));
  });
}

function jsonPatches(on: OnHttp): void {
  describe('a JSON patch', () => {
    const test = (value: string) => ({ op: 'test', path: '/metadata/resourceVersion', value });
    const add = { op: 'add', path: '/data/mine', value: 'y' };

    it('is 422 where its test fails, and 409 where it sets an old version', () =>
      on({ awsAuth: OLD }, async (rig) => {
        const patch = patching(rig);
        const version = await versionOf(rig);
        await rig.setAwsAuth({ ...OLD, foreign: 'x' });
        const failed = await patch([test(version), add], JSON_PATCH);
        expect(failed).toMatchObject({ status: 422, body: { reason: 'Invalid', details: {} } });
        const set = { op: 'replace', path: '/metadata/resourceVersion', value: version };
        expect(await patch([set, add], JSON_PATCH)).toMatchObject({ status: 409, body: stale });
        expect(await rig.awsAuth()).toEqual({ ...OLD, foreign: 'x' });
        expect((await patch([test(await versionOf(rig)), add], JSON_PATCH)).status).toBe(200);
        expect(await rig.awsAuth()).toEqual({ ...OLD, foreign: 'x', mine: 'y' });
      }));

    it.each([
      [[{ op: 'replace', path: '/data/absent', value: 'x' }], 200],
      [[{ op: 'test', path: '/data/absent', value: null }], 200],
      [[{ op: 'move', from: '/data/other', path: '/data/else' }], 200],
      [[{ op: 'copy', from: '/data/other', path: '/data/else' }], 200],
      [[], 200],
      [[{ op: 'test', path: '/data/absent', value: 'x' }], 422],
      [[{ op: 'remove', path: '/data/absent' }], 422],
      [[{ op: 'move', from: '/data/absent', path: '/data/x' }], 422],
      [[{ op: 'add', path: '/absent/x', value: 'x' }], 422],
      [[{ op: 'add', path: '/data/x', value: 1 }], 422],
      [[{ op: 'frob', path: '/data/x' }], 422],
      [[{ op: 'add' }], 422],
      [[{ op: 'replace', path: '', value: {} }], 400],
      [['add'], 400],
      [[{ op: 1 }], 400],
      [{}, 400],
    ])('%j is %i', (operations, status) =>
      on({ awsAuth: OLD }, async (rig) => {
        expect((await patching(rig)(operations, JSON_PATCH)).status).toBe(status);
      }),
    );
  });
}

function replacements(on: OnHttp): void {
  describe('a PUT', () => {
    it('is 409 with a stale version, and overwrites without any', () =>
      on({ awsAuth: { ...OLD, foreign: 'x' } }, async ({ send, awsAuth }) => {
        const put = (data: object, metadata: object = {}) =>
          send({
            path: AWS_AUTH,
            method: 'PUT',
            body: { metadata: { name: 'aws-auth', ...metadata }, data },
          });
        expect(await put({}, { resourceVersion: '1' })).toMatchObject({ status: 409, body: stale });
        const uid = '11111111-1111-1111-1111-111111111111';
        expect(await put({}, { uid })).toMatchObject({ status: 409, body: { reason: 'Conflict' } });
        expect((await put({}, { resourceVersion: 'abc' })).status).toBe(500);
        const { status, body } = await put(OLD, { labels: { a: 'b' } });
        expect([status, body]).toMatchObject([200, { metadata: { labels: { a: 'b' } } }]);
        expect(await awsAuth()).toEqual(OLD);
      }));

    it('of what is not there is 404, and makes nothing', () =>
      on({}, async ({ send, awsAuth }) => {
        const body = { metadata: { name: 'aws-auth' }, data: OLD };
        expect((await send({ path: AWS_AUTH, method: 'PUT', body })).status).toBe(404);
        expect(await awsAuth()).toBeUndefined();
      }));
  });
}

function creations(on: OnHttp): void {
  describe('a POST', () => {
    it('creates what is not there yet, once', () =>
      on({}, async ({ send, awsAuth }) => {
        const post = (metadata: object) =>
          send({ path: COLLECTION, method: 'POST', body: { metadata, data: { ...OLD, none: null } } });
        const made = { data: { ...OLD, none: '' }, metadata: { namespace: 'kube-system' } };
        expect(await post({ name: 'aws-auth' })).toMatchObject({ status: 201, body: made });
        const again = { status: 409, body: { reason: 'AlreadyExists', details: { kind: 'configmaps' } } };
        expect(await post({ name: 'aws-auth' })).toMatchObject(again);
        expect(await awsAuth()).toEqual({ ...OLD, none: '' });
        expect((await post({ name: 'x', resourceVersion: '1' })).status).toBe(500);
        expect((await post({ name: 'x', namespace: 'other' })).status).toBe(400);
        expect((await post({})).status).toBe(422);
        expect((await post({ name: 'Bad_Name' })).status).toBe(422);
      }));
  });
}

function deletions(on: OnHttp): void {
  it('a DELETE takes it away, once', () =>
    on({ awsAuth: OLD }, async ({ send, awsAuth }) => {
      const remove = () => send({ path: AWS_AUTH, method: 'DELETE' });
      const gone = { kind: 'Status', status: 'Success', details: { name: 'aws-auth', kind: 'configmaps' } };
      expect(await remove()).toMatchObject({ status: 200, body: gone });
      expect(await awsAuth()).toBeUndefined();
      expect((await remove()).status).toBe(404);
    }));
}
