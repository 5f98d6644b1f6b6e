import type { Request } from '../http/message.ts';
import { queryPairs } from '../signature/canonical-request.ts';
import { readStsHost } from '../sts/sts-host.ts';

/** Why the authenticator refuses a token before it asks STS. */
export class TokenFormatError extends Error {
  override name = 'TokenFormatError';

  constructor(why: string) {
    super(`input token was not properly formatted: ${why}`);
  }
}

// Everything here follows aws-iam-authenticator v0.7.18, pkg/token/token.go, Verify.
const PREFIX = 'k8s-aws-v1.';
const LARGEST = 4096;
const LIFE_MS = 15 * 60_000;
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

/** The cluster that a token is shown to, and when. */
export interface Shown {
  readonly clusterId: string;
  readonly partition: string;
  readonly now: Date;
}

/**
 * Takes a bearer token apart as the authenticator does and returns the presigned request in it.
 * TokenFormatError names the first rule that the token breaks; it never holds the token.
 */
export function readToken(token: string, { clusterId, partition, now }: Shown): TokenRequest {
  refuse(token.length > LARGEST, 'token is too large');
  refuse(!token.startsWith(PREFIX), `token is missing expected "${PREFIX}" prefix`);
  const encoded = token.slice(PREFIX.length);
  refuse(!/^[\w-]*$/.test(encoded) || encoded.length % 4 === 1, 'illegal base64 data');
  const url = Buffer.from(encoded, 'base64url').toString('utf8');
  const [, scheme = '', host = '', path = '', query = ''] =
    /^([^:/?]*):\/\/([^/?#]*)([^?#]*)\??([^#]*)/.exec(url) ?? [];
  refuse(scheme !== 'https', `unexpected scheme "${scheme}" in pre-signed URL`);
  const region = regionOfHost(host, partition);
  refuse(path !== '/', 'unexpected path in pre-signed URL');
  checkQuery(query, now);
  const headers = { host, [CLUSTER_HEADER]: clusterId, accept: 'application/json' };
  return { request: { method: 'GET', path, query, headers, body: Buffer.alloc(0) }, region };
}

function regionOfHost(host: string, partition: string): string {
  const place = readStsHost(host);
  if (place?.partition === partition) return place.region;
  throw new TokenFormatError(`unexpected hostname "${host}" in pre-signed URL`);
}

function checkQuery(query: string, now: Date): void {
  const lower = keysOf(query);
  refuse(lower.get('action') !== 'GetCallerIdentity', 'unexpected action parameter in pre-signed URL');
  const signed = (lower.get('x-amz-signedheaders') ?? '').toLowerCase().split(';');
  refuse(
    !signed.includes(CLUSTER_HEADER),
    `client did not sign the ${CLUSTER_HEADER} header in the pre-signed URL`,
  );
  const expires = lower.get('x-amz-expires') ?? '';
  const valid = /^[+-]?\d+$/.test(expires) && Number(expires) >= 0 && Number(expires) <= 900;
  refuse(!valid, `invalid X-Amz-Expires parameter in pre-signed URL: ${expires}`);
  checkDate(lower.get('x-amz-date') ?? '', now);
}

/** The query's keys in lower case, each of them allowed, and there once. */
function keysOf(query: string): ReadonlyMap<string, string> {
  const pairs = pairsOf(query);
  const names = new Set(pairs.map(([name]) => name));
  const keys = new Set([...names].map((name) => name.toLowerCase()));
  refuse(keys.size < names.size, 'duplicate query parameter found');
  for (const name of names)
    refuse(!ALLOWED.has(name.toLowerCase()), `non-whitelisted query parameter "${name}"`);
  refuse(names.size < pairs.length, 'query parameter with multiple values not supported');
  return new Map(pairs.map(([name, value]) => [name.toLowerCase(), value]));
}

/** Whatever X-Amz-Expires says, a token lives for 15 minutes. One that is dated ahead is for STS to judge. */
function checkDate(date: string, now: Date): void {
  refuse(date === '', 'X-Amz-Date parameter must be present in pre-signed URL');
  const iso = date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const age = now.getTime() - Date.parse(iso);
  refuse(
    iso === date || Number.isNaN(age),
    `error parsing X-Amz-Date parameter ${date} into format 20060102T150405Z`,
  );
  refuse(age > LIFE_MS, `X-Amz-Date parameter is expired (15 minute expiration) ${iso}`);
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
