import { describe, expect, it } from 'vitest';
import { presign, tokenOf } from '../../../../tools/sandbox/test/mint-token.ts';
import type { TokenRig } from './rig.ts';

const MISMATCH = 'The request signature we calculated does not match the signature you provided.';
const UNKNOWN = 'The security token included in the request is invalid';

/** Tokens that do not get in, and the words of the authenticator or of STS why. */
export function refusedContract(rig: () => TokenRig): void {
  describe('a token is refused', () => {
    byItsSignature(rig);
    byItsUrl(rig);
    byItsQuery(rig);
    byItsForm(rig);
  });
}

function byItsSignature(rig: () => TokenRig): void {
  it('signed with another secret', async () => {
    const keys = { ...rig().order().keys, secretAccessKey: 'x'.repeat(40) };
    expect(await rig().refusal(await rig().signed({ keys }))).toContain(MISMATCH);
  });

  it('with a digit of the signature changed', async () => {
    const url = await presign(rig().order());
    const signature = url.searchParams.get('X-Amz-Signature')!;
    url.searchParams.set('X-Amz-Signature', (signature.startsWith('0') ? '1' : '0') + signature.slice(1));
    expect(await rig().refusal(tokenOf(url))).toContain(MISMATCH);
  });

  it("signed for another cluster's name", async () => {
    expect(await rig().refusal(await rig().signed({ cluster: 'payments-staging' }))).toContain(MISMATCH);
  });

  it('whose cluster header is not signed', async () => {
    const token = await rig().signed({ signCluster: false });
    expect(await rig().refusal(token)).toContain(
      'client did not sign the x-k8s-aws-id header in the pre-signed URL',
    );
  });

  it('of a key or a session token that nobody knows', async () => {
    const { keys } = rig().order();
    const { accessKeyId, secretAccessKey } = keys;
    for (const unknown of [
      { ...keys, accessKeyId: 'AKIAUNKNOWN' },
      { ...keys, sessionToken: 'other' },
      { accessKeyId, secretAccessKey },
    ]) {
      expect(await rig().refusal(await rig().signed({ keys: unknown }))).toContain(UNKNOWN);
    }
  });

  it('signed for another service, Region or day than its host and date', async () => {
    const { searchParams } = await presign(rig().order());
    const credential = searchParams.get('X-Amz-Credential')!;
    const other = async (from: string, to: string) =>
      rig().refusal(await rig().altered('X-Amz-Credential', credential.replace(from, to)));
    expect(await other('/sts/', '/eks/')).toContain("correct service: 'sts'");
    expect(await other('eu-west-1', 'eu-west-2')).toContain('valid region');
    expect(await other(credential.split('/')[1]!, '20200101')).toContain('does not match YYYYMMDD');
  });
}

function byItsUrl(rig: () => TokenRig): void {
  it.each([
    ['example.com', 'unexpected hostname "example.com"'],
    ['sts.eu-west-1.amazonaws.com:443', 'sts.eu-west-1.amazonaws.com:443'],
    ['sts.eu-west-1.amazonaws.com.evil.com', 'sts.eu-west-1.amazonaws.com.evil.com'],
    ['sts.cn-north-1.amazonaws.com.cn', 'sts.cn-north-1.amazonaws.com.cn'],
    ['eks.eu-west-1.amazonaws.com', 'eks.eu-west-1.amazonaws.com'],
    ['127.0.0.1', '127.0.0.1'],
  ])('for the host %s', async (host) => {
    const url = String(await presign(rig().order()));
    const reason = await rig().refusal(tokenOf(url.replace('sts.eu-west-1.amazonaws.com', host)));
    expect(reason).toMatch(/^input token was not properly formatted: .*host/);
  });

  it('for another path or scheme', async () => {
    const url = String(await presign(rig().order()));
    const path = 'unexpected path in pre-signed URL';
    expect(await rig().refusal(tokenOf(url.replace('/?', '/x?')))).toContain(path);
    expect(await rig().refusal(tokenOf(url.replace('/?', '?')))).toContain(path);
    const scheme = 'unexpected scheme "http" in pre-signed URL';
    expect(await rig().refusal(tokenOf(url.replace('https', 'http')))).toContain(scheme);
  });
}

function byItsQuery(rig: () => TokenRig): void {
  it.each(['901', '-1', 'soon', '', '6e1'])('that expires in "%s" seconds', async (expires) => {
    const token = await rig().altered('X-Amz-Expires', expires);
    expect(await rig().refusal(token)).toContain('invalid X-Amz-Expires parameter in pre-signed URL');
  });

  it('for another action', async () => {
    const token = await rig().altered('Action', 'GetSessionToken');
    expect(await rig().refusal(token)).toContain('unexpected action parameter in pre-signed URL');
  });

  it.each(['X-Amz-Content-Sha256', 'x-id', 'x-k8s-aws-id', 'foo'])('with the query key %s', async (key) => {
    const token = await rig().altered(key, 'abc');
    expect(await rig().refusal(token)).toContain(`non-whitelisted query parameter "${key}"`);
  });

  it('with a query key twice, in any case', async () => {
    const twice = async (key: string) => {
      const url = await presign(rig().order());
      url.searchParams.append(key, '60');
      return rig().refusal(tokenOf(url));
    };
    expect(await twice('x-amz-expires')).toContain('duplicate query parameter found');
    expect(await twice('X-Amz-Expires')).toContain('query parameter with multiple values not supported');
  });

  it('without a date, or with one of another form', async () => {
    const url = await presign(rig().order());
    url.searchParams.delete('X-Amz-Date');
    const missing = 'X-Amz-Date parameter must be present in pre-signed URL';
    expect(await rig().refusal(tokenOf(url))).toContain(missing);
    const token = await rig().altered('X-Amz-Date', '2026-11-01T12:00:00Z');
    expect(await rig().refusal(token)).toContain('error parsing X-Amz-Date parameter');
  });
}

function byItsForm(rig: () => TokenRig): void {
  it('without its prefix, or not in base64 as URLs have it', async () => {
    const token = await rig().signed();
    const prefix = 'token is missing expected "k8s-aws-v1." prefix';
    expect(await rig().refusal(token.replace('v1', 'v2'))).toContain(prefix);
    for (const wrong of ['k8s-aws-v1.a+b/', `${token}==`, 'k8s-aws-v1.a']) {
      expect(await rig().refusal(wrong)).toContain('illegal base64 data');
    }
  });

  it('longer than 4,096 bytes, as long session tokens make it', async () => {
    const { world, role, signed, judge, refusal } = rig();
    const sized = (length: number) => {
      const keys = world.sandbox.addPrincipal({ arn: role, sessionToken: 'x'.repeat(length) });
      return signed({ keys });
    };
    expect(await judge(await sized(2000))).toMatchObject({ status: 201 });
    expect(await refusal(await sized(2800))).toContain('token is too large');
    world.sandbox.addPrincipal({ arn: role });
  });
}
