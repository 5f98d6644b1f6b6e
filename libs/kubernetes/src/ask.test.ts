import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CA, connectionTo } from '../test/connection.ts';
import { createAsk } from './ask.ts';
import { patchAwsAuth, readAwsAuth } from './aws-auth.ts';
import { readDaemonSet } from './daemon-set.ts';
import { nodes } from './nodes.ts';
import { accessReview, whoAmI } from './reviews.ts';
import type { Outgoing } from './transport.ts';

const connection = connectionTo('https://one.example', CA);
const answering = ({ status = 200, body = '{}' }: { readonly status?: number; readonly body?: string }) =>
  createAsk(() => Promise.resolve({ status, body: Buffer.from(body) }));

/** What a hostile or careless server may send back: all that it was sent. */
const ECHO = JSON.stringify({
  kind: 'Status',
  reason: 'Forbidden',
  message: 'Bearer the-secret-token',
  details: { causes: ['the-secret-token'] },
});

describe('an answer that is no success', () => {
  it.each([
    [301, 'ServerFault'],
    [400, 'BadAnswerFault'],
    [401, 'DeniedFault'],
    [403, 'DeniedFault'],
    [404, 'BadAnswerFault'],
    [409, 'BadAnswerFault'],
    [410, 'ServerFault'],
    [418, 'BadAnswerFault'],
    [422, 'BadAnswerFault'],
    [429, 'ThrottledFault'],
    [500, 'ServerFault'],
    [503, 'ServerFault'],
    [0, 'BadAnswerFault'],
    [700, 'BadAnswerFault'],
  ])('of %i is %s, and tells status and reason but nothing that was sent', async (status, name) => {
    const fault: unknown = await nodes(answering({ status, body: ECHO }), connection).catch(
      (e: unknown) => e,
    );
    expect(fault).toMatchObject({ name });
    const printed = inspect(fault, { depth: 20, showHidden: true });
    expect(printed).toContain(`${connection.cluster}: list nodes`);
    expect(printed).toContain(`HTTP ${status}, Forbidden`);
    expect(printed).not.toContain('the-secret-token');
  });

  it.each(['<html>the-secret-token</html>', '', '{"reason":"the-secret-token leaks"}', 'null'])(
    'tells nothing of the body %j',
    async (body) => {
      const asked = nodes(answering({ status: 502, body }), connection);
      await expect(asked).rejects.toThrow(/\(HTTP 502\)$/);
    },
  );
});

const GOOD = {
  kind: 'ConfigMap',
  metadata: { name: 'aws-auth', namespace: 'kube-system', resourceVersion: '8' },
  data: { mapRoles: '[]' },
};
const meta = (more: object) => ({ ...GOOD, metadata: { ...GOOD.metadata, ...more } });

describe('a success that cannot be used', () => {
  it.each([
    ['no JSON, as a portal in between may answer', '<html>'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"aws-auth"'],
    ['another kind', { ...GOOD, kind: 'Status' }],
    ['another object', meta({ name: 'other' })],
    ['no resourceVersion', meta({ resourceVersion: '' })],
    ['a number for a resourceVersion', meta({ resourceVersion: 8 })],
    ['a number for a document', { ...GOOD, data: { mapRoles: 7 } }],
    ['a list for the data', { ...GOOD, data: ['mapRoles'] }],
    ['a document of more than 1 MiB', { ...GOOD, data: { mapRoles: 'x'.repeat(1024 * 1024 + 1) } }],
    [
      'more keys than anybody has',
      { ...GOOD, data: Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`k${n}`, ''])) },
    ],
    ['a label of any length', meta({ labels: { app: 'x'.repeat(64) } })],
    ['our token in a row', { ...GOOD, data: { mapRoles: '- rolearn: the-secret-token' } }],
    ['our token in a key', { ...GOOD, data: { 'the-secret-token': '' } }],
    ['our token in a label', meta({ labels: { app: 'the-secret-token' } })],
    ['brackets that nest 100,000 deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['half a million values', `[${'0,'.repeat(500_000)}0]`],
  ])('%s is a BadAnswerFault', async (_, body) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const fault: unknown = await readAwsAuth(answering({ body: text }), connection).catch((e: unknown) => e);
    expect(fault).toMatchObject({ name: 'BadAnswerFault' });
    expect(inspect(fault, { depth: 20, showHidden: true })).not.toContain('the-secret-token');
  });

  it('of bytes that are no UTF-8 is a BadAnswerFault: written back they would be others', async () => {
    const body = Buffer.from(JSON.stringify(GOOD).replace('[]', '\xff'), 'latin1');
    const ask = createAsk(() => Promise.resolve({ status: 200, body }));
    await expect(readAwsAuth(ask, connection)).rejects.toMatchObject({ name: 'BadAnswerFault' });
  });

  it.each([
    ['a username of 300 KB', { username: 'x'.repeat(300_000) }],
    ['groups without an end', { username: 'x', groups: Array.from({ length: 5000 }, () => 'group') }],
    ['a group of 300 KB', { username: 'x', groups: ['x'.repeat(300_000)] }],
    ['an ARN of 300 KB', { username: 'x', extra: { canonicalArn: ['x'.repeat(300_000)] } }],
    ['a username that is none', { username: { name: 'x' } }],
    ['our token as a username', { username: 'the-secret-token' }],
  ])('%s in a review is a BadAnswerFault', async (_, userInfo) => {
    const body = JSON.stringify({ kind: 'SelfSubjectReview', status: { userInfo } });
    await expect(whoAmI(answering({ body }), connection)).rejects.toMatchObject({ name: 'BadAnswerFault' });
  });

  it.each([
    ['counts that are texts', { kind: 'DaemonSet', metadata: {}, status: { numberReady: '3' } }],
    ['counts below zero', { kind: 'DaemonSet', metadata: {}, status: { numberReady: -1 } }],
    ['counts beyond any cluster', { kind: 'DaemonSet', metadata: {}, status: { numberReady: 1e12 } }],
  ])('%s in a daemonset are a BadAnswerFault', async (_, body) => {
    const asked = readDaemonSet(answering({ body: JSON.stringify(body) }), connection, {
      namespace: 'kube-system',
      name: 'aws-node',
    });
    await expect(asked).rejects.toMatchObject({ name: 'BadAnswerFault' });
  });
});

describe('a list without an end', () => {
  const node = (name: string) => ({ metadata: { name } });
  const paged = (next: (page: number) => string, items: object[] = [node('a')]) => {
    let page = 0;
    return createAsk(() => {
      page += 1;
      const body = { kind: 'NodeList', metadata: { continue: next(page) }, items };
      return Promise.resolve({ status: 200, body: Buffer.from(JSON.stringify(body)) });
    });
  };

  it.each([
    ['that never says that it ends', (page: number) => String(page)],
    ['that leads back to itself', () => 'again'],
    ['whose token is of 300 KB', () => 'x'.repeat(300_000)],
  ])('%s is a BadAnswerFault', async (_, next) => {
    await expect(nodes(paged(next), connection)).rejects.toMatchObject({ name: 'BadAnswerFault' });
  });

  it('with a name that is no name is a BadAnswerFault', async () => {
    const long = nodes(
      paged(() => '', [node('x'.repeat(254))]),
      connection,
    );
    await expect(long).rejects.toMatchObject({ name: 'BadAnswerFault' });
  });

  it('has one deadline for all of its pages', async () => {
    const deadlines: (number | undefined)[] = [];
    const ask = createAsk(
      (_, deadline) => {
        deadlines.push(deadline);
        const next = deadlines.length < 3 ? `page ${deadlines.length}` : '';
        const body = JSON.stringify({ kind: 'NodeList', metadata: { continue: next }, items: [] });
        return Promise.resolve({ status: 200, body: Buffer.from(body) });
      },
      { listMs: 100 },
    );
    const before = performance.now();
    await nodes(ask, connection);
    expect(new Set(deadlines).size).toBe(1);
    expect(deadlines[0]).toBeGreaterThanOrEqual(before + 100);
  });
});

describe('a call without an answer', () => {
  it.each([
    ['ECONNREFUSED', 'ConnectionFault'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'ConnectionFault'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'CertificateFault'],
    ['CERT_NOT_YET_VALID', 'CertificateFault'],
    ['ETIMEDOUT', 'TimeoutFault'],
    ['HPE_HEADER_OVERFLOW', 'BadAnswerFault'],
    ['HPE_INVALID_CONSTANT', 'BadAnswerFault'],
    ['ERR_INVALID_CHAR', 'BadInputFault'],
  ])('of %s is %s, and tells nothing else of the error', async (code, name) => {
    const error = Object.assign(new Error('Bearer the-secret-token'), { code, headers: 'the-secret-token' });
    const asked = nodes(
      createAsk(() => Promise.reject(error)),
      connection,
    );
    const fault: unknown = await asked.catch((e: unknown) => e);
    expect(fault).toMatchObject({ name });
    expect(inspect(fault, { depth: 20, showHidden: true })).not.toContain('the-secret-token');
  });
});

const AWS_AUTH = JSON.stringify({
  kind: 'ConfigMap',
  metadata: { name: 'aws-auth', namespace: 'kube-system', resourceVersion: '8' },
});
const REVIEW = JSON.stringify({ kind: 'SubjectAccessReview', status: {} });

describe('a request', () => {
  const recording = (answer: string) => {
    const sent: Outgoing[] = [];
    const ask = createAsk((outgoing) => {
      sent.push(outgoing);
      return Promise.resolve({ status: 200, body: Buffer.from(answer) });
    });
    return { sent, ask };
  };

  it('of a patch holds the keys and the precondition, as a merge patch', async () => {
    const { sent, ask } = recording(AWS_AUTH);
    await patchAwsAuth(ask, connection, { data: { mapUsers: 'x', mapAccounts: null }, resourceVersion: '7' });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      method: 'PATCH',
      url: 'https://one.example/api/v1/namespaces/kube-system/configmaps/aws-auth?fieldManager=roster',
      headers: { 'Content-Type': 'application/merge-patch+json' },
    });
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      metadata: { resourceVersion: '7' },
      data: { mapUsers: 'x', mapAccounts: null },
    });
  });

  it('of a review names the subresource, the API group and the namespace apart', async () => {
    const { sent, ask } = recording(REVIEW);
    const check = {
      group: 'ops',
      verb: 'get',
      resource: 'deployments/scale',
      apiGroup: 'apps',
      namespace: 'x',
    };
    expect(await accessReview(ask, connection, check)).toBe(false);
    const resourceAttributes = {
      verb: 'get',
      resource: 'deployments',
      subresource: 'scale',
      group: 'apps',
      namespace: 'x',
    };
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ spec: { groups: ['ops'], resourceAttributes } });
  });
});
