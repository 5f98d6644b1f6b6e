import { mintToken } from '@roster/eks/token';
import { describe, expect, it } from 'vitest';
import { holdsToken } from './token-echo.ts';

const SESSION = Buffer.from(Array.from({ length: 300 }, (_, n) => (n * 7919) % 251)).toString('base64');
const minted = (sessionToken?: string) =>
  mintToken({
    credentials: {
      accessKeyId: 'ASIAEXAMPLEEXAMPLE00',
      secretAccessKey: 'secret',
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
    region: 'eu-west-1',
    clusterId: 'one',
    signedAt: new Date('2026-11-01T12:00:00Z'),
  });

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe.each([
  ['of a role', SESSION],
  ['of a user', undefined],
])('a token %s', async (_, session) => {
  const token = await minted(session);
  const secret = token.reveal();
  const url = new URL(Buffer.from(secret.slice(secret.indexOf('.') + 1), 'base64url').toString());
  const signature = url.searchParams.get('X-Amz-Signature') ?? '';

  it.each([
    ['as it is', secret],
    ['in a sentence', `Bearer ${secret} is what I was sent`],
    ['its last third', secret.slice(-Math.floor(secret.length / 3))],
    ['a fragment', secret.slice(-120, -80)],
    ['in capitals', secret.toUpperCase()],
    ['its URL', url.href],
    ['its URL, percent-encoded', encodeURIComponent(url.href)],
    ['its signature', signature],
    ['its signature in an ARN', `arn:aws:iam::111122223333:role/${signature}`],
    ['its signature in capitals', signature.toUpperCase()],
    ['base64 of it', base64(secret)],
    ['base64 of it, behind something else', base64(`xy${secret}`)],
    ['base64 of its signature', base64(`a${signature}`)],
    ['base64 of base64 of it', base64(base64(secret))],
    ['hex of it', Buffer.from(secret).toString('hex')],
    ['among much else', `${'x'.repeat(10_000)}${secret}${'y'.repeat(10_000)}`],
    ['base64 of it among much else', base64('x'.repeat(10_000) + secret)],
  ])('is found: %s', (_what, text) => {
    expect(holdsToken({ data: { mapRoles: text } }, token)).toBe(true);
    expect(holdsToken({ [text]: '' }, token)).toBe(true);
    expect(holdsToken(['', { deep: [text] }], token)).toBe(true);
  });

  it('is not found in what has nothing of it', () => {
    const texts = [
      'arn:aws:iam::111122223333:role/AWSReservedSSO_AdministratorAccess_0123456789abcdef',
      'ASIAEXAMPLEEXAMPLE00', // a username may render {{AccessKeyID}}
      'https://sts.eu-west-1.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15',
      'x-k8s-aws-id: one; see https://github.com/kubernetes-sigs/aws-iam-authenticator/issues/1106',
      'a'.repeat(100_000),
    ];
    expect(holdsToken({ texts, count: 3, none: null }, token)).toBe(false);
  });
});

it('a session token is found in clear, and percent-encoded', async () => {
  const token = await minted(SESSION);
  expect(holdsToken(SESSION.slice(40, 120), token)).toBe(true);
  expect(holdsToken(encodeURIComponent(SESSION), token)).toBe(true);
});

it('a token of somebody else is found too, and an older one of ours', async () => {
  const [mine, other] = [await minted(SESSION), await minted('another')];
  expect(holdsToken(`see ${other.reveal()}`, mine)).toBe(true);
});
