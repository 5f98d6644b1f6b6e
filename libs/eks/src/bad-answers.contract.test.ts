import type { Cluster } from '@roster/access';
import { describe, expect, it } from 'vitest';
import { serve } from '../test/loopback.ts';
import { connectAws } from './aws.ts';
import { createCloud } from './cloud.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'eu-west-1' };
const cluster: Cluster = {
  ...{ name: 'one', account: '111122223333', region: 'eu-west-1' },
  arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/one',
  ...{ labels: {}, roles: {}, checks: { daemonSets: [], pods: [], access: [] } },
};
const target = { cluster, as: 'read', run: 'r1' } as const;

const GOOD = {
  ...{ name: 'one', arn: cluster.arn, status: 'ACTIVE' },
  endpoint: 'https://one.example',
  certificateAuthority: { data: 'Q0E=' },
};

/** The port Cloud on an EKS that answers so. */
async function answering(body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const server = await serve((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(text);
  });
  const env = { ...KEYS, AWS_ENDPOINT_URL_EKS: `http://127.0.0.1:${server.port}` };
  const cloud = createCloud(connectAws({ env, clock: () => new Date() }));
  return { cloud, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

describe('an answer of DescribeCluster', () => {
  it('that is right is read', async () => {
    await using eks = await answering({ cluster: GOOD });
    expect(await eks.cloud.describe(target)).toMatchObject({ kind: 'active', facts: { tokenId: 'one' } });
  });

  it.each<[string, unknown]>([
    ['no JSON', '<html>'],
    ['an endpoint without TLS', { cluster: { ...GOOD, endpoint: 'http://one.example' } }],
    ['an endpoint with a password', { cluster: { ...GOOD, endpoint: 'https://a:b@one.example' } }],
    ['an endpoint that is none', { cluster: { ...GOOD, endpoint: 'one' } }],
    ['an endpoint of 300 KB', { cluster: { ...GOOD, endpoint: `https://${'x'.repeat(300_000)}` } }],
    ['a CA of 300 KB', { cluster: { ...GOOD, certificateAuthority: { data: 'x'.repeat(300_000) } } }],
    ['a CA that is none', { cluster: { ...GOOD, certificateAuthority: 'Q0E=' } }],
    ['an id of 300 KB', { cluster: { ...GOOD, id: 'x'.repeat(300_000) } }],
    ['a mode that there is not', { cluster: { ...GOOD, accessConfig: { authenticationMode: 'MAGIC' } } }],
  ])('with %s is a BadAnswerFault', async (_, body) => {
    await using eks = await answering(body);
    await expect(eks.cloud.describe(target)).rejects.toMatchObject({ name: 'BadAnswerFault' });
  });
});

describe('a list of access entries', () => {
  it.each<[string, unknown]>([
    ['without an end', { accessEntries: ['arn:aws:iam::111122223333:role/A'], nextToken: 'again' }],
    ['of ARNs of 300 KB', { accessEntries: ['x'.repeat(300_000)] }],
  ])('%s is a BadAnswerFault', async (_, body) => {
    await using eks = await answering(body);
    await expect(eks.cloud.accessEntries(target)).rejects.toMatchObject({ name: 'BadAnswerFault' });
  });
});
