import { createHash, createHmac } from 'node:crypto';

// SigV4 once more, from the IAM user guide ("Create a signed AWS API request"), with no code of the library that is
// under test: what STS computes for a presigned GET.

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
// RFC 3986: all but unreserved characters.
const encode = (text: string) =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The signature that the URL should carry, when `headers` are sent with it. */
export function expectedSignature(
  url: URL,
  headers: Readonly<Record<string, string>>,
  secret: string,
): string {
  const query = [...url.searchParams].filter(([key]) => key !== 'X-Amz-Signature');
  const encoded = query.map(([key, value]) => `${encode(key)}=${encode(value)}`).sort();
  const signed = (url.searchParams.get('X-Amz-SignedHeaders') ?? '').split(';');
  const lines = signed.map((name) => `${name}:${headers[name] ?? ''}\n`).join('');
  const canonical = ['GET', url.pathname, encoded.join('&'), lines, signed.join(';'), sha256('')].join('\n');
  const [, date = '', region = '', service = ''] = (url.searchParams.get('X-Amz-Credential') ?? '').split(
    '/',
  );
  const scope = `${date}/${region}/${service}/aws4_request`;
  const stamp = url.searchParams.get('X-Amz-Date') ?? '';
  const toSign = ['AWS4-HMAC-SHA256', stamp, scope, sha256(canonical)].join('\n');
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), 'aws4_request');
  return hmac(key, toSign).toString('hex');
}
