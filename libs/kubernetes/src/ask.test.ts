import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { connectionTo } from '../test/connection.ts';
import { createAsk } from './ask.ts';
import { patchAwsAuth, readAwsAuth } from './aws-auth.ts';
import { nodes } from './nodes.ts';
import { accessReview } from './reviews.ts';
import type { Answer, Outgoing } from './transport.ts';

const connection = connectionTo('https://one.example', 'CA');
const answering = (answer: Partial<Answer>) =>
  createAsk(() => Promise.resolve({ status: 200, body: '{}', ...answer }));

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
    [400, 'BadInputFault'],
    [401, 'DeniedFault'],
    [403, 'DeniedFault'],
    [404, 'NotFoundFault'],
    [409, 'ConflictFault'],
    [410, 'ServerFault'],
    [422, 'BadInputFault'],
    [429, 'ThrottledFault'],
    [500, 'ServerFault'],
    [503, 'ServerFault'],
    [0, 'ServerFault'],
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

  it('is a ServerFault when it is no JSON, as a portal in between may answer', async () => {
    const asked = readAwsAuth(answering({ body: '<html>' }), connection);
    await expect(asked).rejects.toMatchObject({ name: 'ServerFault' });
  });
});

describe('a call without an answer', () => {
  it.each([
    ['ECONNREFUSED', 'ConnectionFault'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'ConnectionFault'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'CertificateFault'],
    ['CERT_NOT_YET_VALID', 'CertificateFault'],
    ['ETIMEDOUT', 'TimeoutFault'],
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

describe('a request', () => {
  const recording = () => {
    const sent: Outgoing[] = [];
    const ask = createAsk((outgoing) => {
      sent.push(outgoing);
      return Promise.resolve({ status: 200, body: '{}' });
    });
    return { sent, ask };
  };

  it('of a patch holds the keys and the precondition, as a merge patch', async () => {
    const { sent, ask } = recording();
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
    const { sent, ask } = recording();
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
