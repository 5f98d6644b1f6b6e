import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedSignature } from '../../test/expected-signature.ts';
import { mintToken } from './mint-token.ts';

const credentials = {
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: 'IQoJb3+JpZ2/luX2VjE=='.repeat(20),
};
const signedAt = new Date('2026-11-01T12:00:00.700Z');
const mint = (change: Partial<Parameters<typeof mintToken>[0]> = {}) =>
  mintToken({ credentials, region: 'eu-west-1', clusterId: 'payments', signedAt, ...change });

const urlOf = (token: string) =>
  new URL(Buffer.from(token.slice('k8s-aws-v1.'.length), 'base64url').toString());

// Facts.md, The token: the Region of each partition and its host.
const HOSTS = [
  ['eu-west-1', 'sts.eu-west-1.amazonaws.com'],
  ['us-gov-west-1', 'sts.us-gov-west-1.amazonaws.com'],
  ['cn-north-1', 'sts.cn-north-1.amazonaws.com.cn'],
  ['us-iso-east-1', 'sts.us-iso-east-1.c2s.ic.gov'],
  ['us-isob-east-1', 'sts.us-isob-east-1.sc2s.sgov.gov'],
  ['eu-isoe-west-1', 'sts.eu-isoe-west-1.cloud.adc-e.uk'],
  ['us-isof-south-1', 'sts.us-isof-south-1.csp.hci.ic.gov'],
  ['eusc-de-east-1', 'sts.eusc-de-east-1.amazonaws.eu'],
] as const;

const ALLOWED = [
  'action',
  'version',
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-expires',
  'x-amz-security-token',
  'x-amz-signature',
  'x-amz-signedheaders',
];

describe('mintToken', () => {
  it.each(HOSTS)('signs for %s as STS computes it', async (region, host) => {
    const url = urlOf((await mint({ region })).reveal());
    expect(url.origin + url.pathname).toBe(`https://${host}/`);
    const expected = expectedSignature(
      url,
      { host, 'x-k8s-aws-id': 'payments' },
      credentials.secretAccessKey,
    );
    expect(url.searchParams.get('X-Amz-Signature')).toBe(expected);
    const scope = `${credentials.accessKeyId}/20261101/${region}/sts/aws4_request`;
    expect(url.searchParams.get('X-Amz-Credential')).toBe(scope);
  });

  it.each([
    [{ region: '@invalid.com/%23' }, 'no AWS Region'],
    [{ region: 'us_east_1' }, 'no AWS Region'],
    [{ region: '' }, 'no AWS Region'],
    [{ clusterId: '' }, "no EKS cluster's name"],
    [{ clusterId: 'a\r\nx-evil: 1' }, "no EKS cluster's name"],
  ])('signs nothing for %j', async (change, message) => {
    await expect(mint(change)).rejects.toThrow(message);
  });

  it('holds the allowed query keys, each once, and no others', async () => {
    const { searchParams } = urlOf((await mint()).reveal());
    expect([...searchParams.keys()].map((key) => key.toLowerCase()).sort()).toEqual([...ALLOWED].sort());
    expect(searchParams.get('X-Amz-Expires')).toBe('60');
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe('host;x-k8s-aws-id');
    expect(searchParams.get('X-Amz-Date')).toBe('20261101T120000Z');
    const { accessKeyId, secretAccessKey } = credentials;
    const long = urlOf((await mint({ credentials: { accessKeyId, secretAccessKey } })).reveal());
    expect(long.searchParams.has('X-Amz-Security-Token')).toBe(false);
  });

  it('is base64url without padding, the same within a second', async () => {
    const token = (await mint()).reveal();
    expect(token).toMatch(/^k8s-aws-v1\.[\w-]+$/);
    expect((await mint({ signedAt: new Date('2026-11-01T12:00:00Z') })).reveal()).toBe(token);
    expect((await mint({ signedAt: new Date('2026-11-01T12:00:01Z') })).reveal()).not.toBe(token);
  });

  it('signs correctly whatever the cluster is called and the keys hold', async () => {
    const text = fc
      .string({ unit: 'binary-ascii', minLength: 1, maxLength: 60 })
      .filter((s) => s.trim() !== '');
    const name = fc.stringMatching(/^[0-9A-Za-z][\w-]{0,99}$/);
    const property = fc.asyncProperty(name, text, text, async (clusterId, secretAccessKey, sessionToken) => {
      const keys = { accessKeyId: 'AKIA', secretAccessKey, sessionToken };
      const url = urlOf((await mint({ clusterId, credentials: keys })).reveal());
      const headers = { host: url.host, 'x-k8s-aws-id': clusterId };
      expect(url.searchParams.get('X-Amz-Signature')).toBe(expectedSignature(url, headers, secretAccessKey));
      expect(url.searchParams.get('X-Amz-Security-Token')).toBe(sessionToken);
    });
    await fc.assert(property);
  });

  it('may have 4,096 bytes, and says why when it would have more', async () => {
    const sized = (length: number) =>
      mint({ credentials: { ...credentials, sessionToken: 'x'.repeat(length) } });
    const room = 4096 - (await sized(1)).reveal().length;
    const fits = 1 + Math.floor((room * 3) / 4);
    expect((await sized(fits)).reveal().length).toBeGreaterThan(4090);
    const refused = sized(fits + 4);
    await expect(refused).rejects.toMatchObject({ name: 'BadInputFault' });
    await expect(refused).rejects.toThrow(`session token of the credentials has ${fits + 4} characters`);
    await expect(refused).rejects.not.toThrow('xxxx');
  });

  it('ends after 14 minutes, or with the keys that signed it', async () => {
    expect((await mint()).expiresAt).toEqual(new Date('2026-11-01T12:14:00Z'));
    const expiration = new Date('2026-11-01T12:05:00Z');
    expect((await mint({ credentials: { ...credentials, expiration } })).expiresAt).toEqual(expiration);
  });

  it('prints as nothing but when it was signed', async () => {
    const token = await mint();
    const said = '[token signed at 2026-11-01T12:00:00.000Z]';
    expect(String(token)).toBe(said);
    expect(inspect({ token }, { depth: 9, showHidden: true })).toBe(`{ token: ${said} }`);
    expect(JSON.stringify({ token })).toBe(JSON.stringify({ token: said }));
    expect(inspect(token, { customInspect: false, showHidden: true })).not.toContain('k8s-aws-v1');
  });
});
