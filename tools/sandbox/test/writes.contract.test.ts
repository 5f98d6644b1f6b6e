import { describe, expect, it } from 'vitest';
import { AWS_AUTH, LETS_ADMIN_IN, startFixture, type Fixture } from './fixture.ts';

const MERGE = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';
const JSON_PATCH = 'application/json-patch+json';
const COLLECTION = '/api/v1/namespaces/kube-system/configmaps';

const patch = (fixture: Fixture, body: unknown, type = MERGE, path = AWS_AUTH) =>
  fixture.send({ path, method: 'PATCH', body, type });
const version = ({ door }: Fixture) => door.configMap()!.metadata.resourceVersion;
const object = (data: object, metadata: object = {}) => ({
  metadata: { name: 'aws-auth', ...metadata },
  data,
});
const stale = { reason: 'Conflict', code: 409, details: { name: 'aws-auth', kind: 'configmaps' } };

describe('a patch of aws-auth', () => {
  it.each([MERGE, STRATEGIC])('by %s changes the keys that it names', async (type) => {
    await using fixture = await startFixture({ awsAuth: { ...LETS_ADMIN_IN, mapUsers: '[]', other: 'x' } });
    const before = version(fixture);
    const { status, body } = await patch(fixture, { data: { mapUsers: '- {}', other: null } }, type);
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: 'ConfigMap', metadata: { resourceVersion: version(fixture) } });
    expect(version(fixture)).not.toBe(before);
    expect(fixture.door.awsAuth()).toEqual({ ...LETS_ADMIN_IN, mapUsers: '- {}' });
    expect(fixture.door.writes).toBe(1);
  });

  it('keeps the version when it changes nothing', async () => {
    await using fixture = await startFixture();
    const before = version(fixture);
    await patch(fixture, { data: LETS_ADMIN_IN });
    expect(version(fixture)).toBe(before);
  });

  it.each([MERGE, STRATEGIC])('by %s under a precondition meets a foreign writer as 409', async (type) => {
    await using fixture = await startFixture();
    const resourceVersion = version(fixture);
    fixture.door.setAwsAuth({ ...LETS_ADMIN_IN, foreign: 'x' });
    const { status, body } = await patch(
      fixture,
      { metadata: { resourceVersion }, data: { mine: 'y' } },
      type,
    );
    expect([status, body]).toMatchObject([409, stale]);
    expect(fixture.door.awsAuth()).toEqual({ ...LETS_ADMIN_IN, foreign: 'x' });
    const again = await patch(
      fixture,
      { metadata: { resourceVersion: version(fixture) }, data: { mine: 'y' } },
      type,
    );
    expect(again.status).toBe(200);
  });

  it('by JSON patch is 422 where its test fails, and 409 where it sets an old version', async () => {
    await using fixture = await startFixture();
    const test = (value: string) => ({ op: 'test', path: '/metadata/resourceVersion', value });
    const add = { op: 'add', path: '/data/mine', value: 'y' };
    expect(await patch(fixture, [test('1'), add], JSON_PATCH)).toMatchObject({
      status: 422,
      body: { reason: 'Invalid' },
    });
    const old = { op: 'replace', path: '/metadata/resourceVersion', value: '1' };
    expect(await patch(fixture, [old, add], JSON_PATCH)).toMatchObject({ status: 409 });
    expect(await patch(fixture, [test(version(fixture)), add], JSON_PATCH)).toMatchObject({ status: 200 });
    expect(fixture.door.awsAuth()).toEqual({ ...LETS_ADMIN_IN, mine: 'y' });
  });

  it('stores nothing as a dry run', async () => {
    await using fixture = await startFixture();
    const { status, body } = await patch(fixture, { data: { mine: 'y' } }, MERGE, `${AWS_AUTH}?dryRun=All`);
    expect([status, body]).toMatchObject([200, { data: { mine: 'y' } }]);
    expect(fixture.door.awsAuth()).toEqual(LETS_ADMIN_IN);
    expect(fixture.door.writes).toBe(0);
  });

  it('is refused in another type, with data that is no text, or that is too large', async () => {
    await using fixture = await startFixture();
    expect((await patch(fixture, {}, 'application/apply-patch+yaml')).status).toBe(415);
    expect((await patch(fixture, { data: { mapRoles: [] } })).status).toBe(400);
    expect((await patch(fixture, '{')).status).toBe(400);
    expect((await patch(fixture, { data: { 'not a key': 'x' } })).status).toBe(422);
    const size = 1024 * 1024 - LETS_ADMIN_IN.mapRoles.length;
    expect((await patch(fixture, { data: { big: 'x'.repeat(size + 1) } })).status).toBe(422);
    expect((await patch(fixture, { data: { big: 'x'.repeat(size) } })).status).toBe(200);
    expect((await patch(fixture, { data: { big: 'x'.repeat(3 * 1024 * 1024) } })).status).toBe(413);
  });

  it('of what is not there is 404', async () => {
    await using fixture = await startFixture();
    expect((await patch(fixture, {}, MERGE, `${COLLECTION}/other`)).body).toMatchObject({
      reason: 'NotFound',
      message: 'configmaps "other" not found',
    });
  });
});

describe('a PUT', () => {
  it('is 409 with a stale version, and overwrites without any', async () => {
    await using fixture = await startFixture({ awsAuth: { ...LETS_ADMIN_IN, foreign: 'x' } });
    const put = (body: object) => fixture.send({ path: AWS_AUTH, method: 'PUT', body });
    expect(await put(object({}, { resourceVersion: '1' }))).toMatchObject({ status: 409, body: stale });
    const { uid } = fixture.door.configMap()!.metadata;
    expect((await put(object(LETS_ADMIN_IN, { labels: { a: 'b' } }))).status).toBe(200);
    expect(fixture.door.configMap()).toMatchObject({
      data: LETS_ADMIN_IN,
      metadata: { uid, labels: { a: 'b' } },
    });
    expect((await put({ metadata: { name: 'other' } })).status).toBe(400);
  });
});

describe('a POST', () => {
  it('creates what is not there yet, once', async () => {
    await using fixture = await startFixture();
    const post = (body: object) => fixture.send({ path: COLLECTION, method: 'POST', body });
    expect(await post(object({ a: 'b' }))).toMatchObject({ status: 409, body: { reason: 'AlreadyExists' } });
    const token = await fixture.token();
    fixture.door.setAwsAuth(null);
    expect((await fixture.send({ path: AWS_AUTH, token })).status).toBe(404);
    const created = await fixture.send({
      path: COLLECTION,
      method: 'POST',
      body: object(LETS_ADMIN_IN),
      token,
    });
    expect(created).toMatchObject({
      status: 201,
      body: { data: LETS_ADMIN_IN, metadata: { namespace: 'kube-system' } },
    });
    expect(fixture.door.awsAuth()).toEqual(LETS_ADMIN_IN);
    expect((await post(object({}, { name: 'x', resourceVersion: '1' }))).status).toBe(500);
    expect((await post({})).status).toBe(422);
    expect((await post(object({}, { name: 'x', namespace: 'other' }))).status).toBe(400);
  });
});

it('a DELETE is not there: nobody may delete aws-auth', async () => {
  await using fixture = await startFixture();
  expect((await fixture.send({ path: AWS_AUTH, method: 'DELETE' })).status).toBe(405);
});
