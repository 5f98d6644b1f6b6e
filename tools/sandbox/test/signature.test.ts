import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Request } from '../src/http/message.ts';
import { canonicalRequest, sha256, signatureOf } from '../src/signature/canonical-request.ts';
import { verifySignature } from '../src/signature/verify-signature.ts';
import { Principals } from '../src/sts/principals.ts';
import { Sha256 } from './mint-token.ts';

const ARN = 'arn:aws:iam::111122223333:user/vera';
const NOW = new Date('2026-11-24T08:00:00Z');
const principals = new Principals(1, 400);
principals.add({ arn: ARN });
const keys = principals.keysOf(ARN);
const expected = { keyOf: (id: string) => principals.keyOf(id), now: NOW, service: 'eks' };

it('gives the signature of the example in the AWS documentation', () => {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    host: 'iam.amazonaws.com',
    'x-amz-date': '20150830T123600Z',
  };
  const request = {
    method: 'GET',
    path: '/',
    query: 'Action=ListUsers&Version=2010-05-08',
    headers,
    body: Buffer.alloc(0),
  };
  const canonical = canonicalRequest(request, Object.keys(headers), sha256(''));
  const scope = { date: '20150830', region: 'us-east-1', service: 'iam' };
  const signature = signatureOf(canonical, {
    scope,
    time: '20150830T123600Z',
    secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  });
  expect(signature).toBe('5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7');
});

const text = fc.string({ unit: 'grapheme-ascii', maxLength: 12 });
const word = fc.stringMatching(/^[a-z]{1,8}$/);
const plan = fc.record({
  method: fc.constantFrom('GET', 'POST', 'DELETE'),
  segments: fc.array(
    fc.string({ minLength: 1, maxLength: 12 }).filter((one) => one.isWellFormed() && !/^\.+$/.test(one)),
    { maxLength: 4 },
  ),
  query: fc.dictionary(
    word,
    text.filter((one) => one.isWellFormed()),
    { maxKeys: 4 },
  ),
  header: fc.stringMatching(/^[a-z]( {0,3}[a-z]){0,6}$/),
  body: fc.string(),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

/** Signs a request with AWS's own signer, and gives it as it would arrive. */
async function signed({ method, segments, query, header, body }: Plan): Promise<Request> {
  const signer = new SignatureV4({
    credentials: keys,
    region: 'eu-west-1',
    service: 'eks',
    sha256: Sha256 as never,
  });
  const path = `/${segments.map(encodeURIComponent).join('/')}`;
  const hostname = 'eks.eu-west-1.amazonaws.com';
  const headers = { host: hostname, 'x-amz-note': header };
  const made = await signer.sign(
    { method, protocol: 'https:', hostname, path, query, headers, body },
    { signingDate: NOW },
  );
  const lower = Object.entries(made.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const search = Object.entries(query).map((pair) => pair.map(encodeURIComponent).join('='));
  const arrived = Object.fromEntries(lower);
  return { method, path, query: search.join('&'), headers: arrived, body: Buffer.from(body) };
}

describe('a request signed by @smithy/signature-v4', () => {
  it('verifies, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (one) => {
        expect(verifySignature(await signed(one), expected).key.caller.arn).toBe(ARN);
      }),
    );
  });

  it('does not verify with any part of it changed', async () => {
    const change = fc.constantFrom<(request: Request) => Partial<Request>>(
      () => ({ method: 'PUT' }),
      ({ path }) => ({ path: `${path}x` }),
      ({ query }) => ({ query: query === '' ? 'a=b' : `${query}x` }),
      ({ headers }) => ({ headers: { ...headers, 'x-amz-note': `${headers['x-amz-note'] ?? ''}x` } }),
      ({ headers }) => ({ headers: { ...headers, host: 'example.com' } }),
      ({ body }) => ({ body: Buffer.concat([body, Buffer.from('x')]) }),
    );
    await fc.assert(
      fc.asyncProperty(plan, change, async (one, changed) => {
        const request = await signed(one);
        const forged = { ...request, ...changed(request) };
        expect(() => verifySignature(forged, expected)).toThrow(/does not match|is not that of the body/);
      }),
    );
  });

  it('names what is wrong with its header', async () => {
    const request = await signed({ method: 'GET', segments: [], query: {}, header: 'a', body: '' });
    const refused = (headers: Record<string, string>) => () =>
      verifySignature({ ...request, headers: { ...request.headers, ...headers } }, expected);
    expect(refused({ authorization: 'Bearer x' })).toThrow("valid 'Authorization'");
    expect(
      refused({ authorization: request.headers['authorization']!.replace('aws4_request', 'aws5') }),
    ).toThrow("'Credential'");
    expect(refused({ authorization: request.headers['authorization']!.replace(/Signature=.*/, '') })).toThrow(
      "'Signature'",
    );
    expect(refused({ authorization: request.headers['authorization']!.replace('host;', '') })).toThrow(
      "'Host' must be",
    );
    expect(refused({ 'x-amz-date': 'today' })).toThrow("'X-Amz-Date'");
    expect(refused({ 'x-amz-date': '20261399T000000Z' })).toThrow('does not match YYYYMMDD');
  });
});
