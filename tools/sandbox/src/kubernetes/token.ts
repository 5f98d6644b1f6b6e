import type { Request } from '../http/message.ts';
import { queryPairs } from '../signature/canonical-request.ts';
import { readStsHost } from '../sts/sts-host.ts';

/** Why the authenticator refuses a token before it asks STS (it says "input token was not properly formatted"). */
export class TokenFormatError extends Error {
  override name = 'TokenFormatError';
}

// Everything here follows aws-iam-authenticator v0.7.8, pkg/token/token.go, Verify.
const PREFIX = 'k8s-aws-v1.';
const LARGEST = 4096;
export const CLUSTER_HEADER = 'x-k8s-aws-id';
const ALLOWED = new Set(
  'action version x-amz-algorithm x-amz-credential x-amz-date x-amz-expires x-amz-security-token x-amz-signature x-amz-signedheaders'.split(
    ' ',
  ),
);

export interface TokenRequest {
  /** The call of STS that the token stands for, with the headers that the authenticator adds. */
  readonly request: Request;
  /** The Region of the STS host. */
  readonly region: string;
}

/**
 * Takes a bearer token apart as the authenticator does and returns the presigned request in it, for the cluster
 * whose id is given. TokenFormatError names the first rule that the token breaks; it never holds the token.
 */
export function readToken(token: string, clusterId: string, partition: string): TokenRequest {
  refuse(token.length > LARGEST, 'token is too large');
  refuse(!token.startsWith(PREFIX), `token is missing expected "${PREFIX}" prefix`);
  const encoded = token.slice(PREFIX.length);
  refuse(!/^[\w-]*$/.test(encoded), 'illegal base64 data');
  const url = Buffer.from(encoded, 'base64url').toString('utf8');
  const [, scheme = '', host = '', path = '', query = ''] =
    /^([^:/?]*):\/\/([^/?#]*)([^?#]*)\??([^#]*)/.exec(url) ?? [];
  refuse(scheme !== 'https', `unexpected scheme "${scheme}" in pre-signed URL`);
  const region = regionOfHost(host, partition);
  refuse(path !== '/', 'unexpected path in pre-signed URL');
  checkQuery(query);
  const headers = { host, [CLUSTER_HEADER]: clusterId, accept: 'application/json' };
  return { request: { method: 'GET', path, query, headers, body: Buffer.alloc(0) }, region };
}

function regionOfHost(host: string, partition: string): string {
  const place = readStsHost(host);
  if (place?.partition === partition) return place.region;
  throw new TokenFormatError(`unexpected hostname "${host}" in pre-signed URL`);
}

function checkQuery(query: string): void {
  const lower = new Map<string, string>();
  for (const [name, value] of pairsOf(query)) {
    const key = name.toLowerCase();
    refuse(lower.has(key), `duplicate query parameter found: "${name}"`);
    refuse(!ALLOWED.has(key), `non-whitelisted query parameter "${name}"`);
    lower.set(key, value);
  }
  refuse(lower.get('action') !== 'GetCallerIdentity', 'unexpected action parameter in pre-signed URL');
  const signed = (lower.get('x-amz-signedheaders') ?? '').toLowerCase().split(';');
  refuse(
    !signed.includes(CLUSTER_HEADER),
    `client did not sign the ${CLUSTER_HEADER} header in the pre-signed URL`,
  );
  const expires = lower.get('x-amz-expires') ?? '';
  const valid = /^[+-]?\d+$/.test(expires) && Number(expires) >= 0 && Number(expires) <= 900;
  refuse(!valid, `invalid X-Amz-Expires parameter in pre-signed URL: ${expires}`);
  refuse(!lower.get('x-amz-date'), 'X-Amz-Date parameter must be present in pre-signed URL');
}

function pairsOf(query: string): [string, string][] {
  try {
    return queryPairs(query);
  } catch {
    throw new TokenFormatError('malformed query parameter');
  }
}

function refuse(condition: boolean, why: string): void {
  if (condition) throw new TokenFormatError(why);
}
