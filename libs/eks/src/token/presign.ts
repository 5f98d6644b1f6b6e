import { createHmac, hash } from 'node:crypto';
import type { Credentials } from './credentials.ts';

export interface Presigning {
  readonly credentials: Credentials;
  readonly region: string;
  /** The STS host. */
  readonly host: string;
  /** The value of x-k8s-aws-id. */
  readonly clusterId: string;
  /** A whole second. */
  readonly at: Date;
  readonly expiresSeconds: number;
}

const SIGNED_HEADERS = 'host;x-k8s-aws-id';
const EMPTY_BODY = hash('sha256', '', 'hex');

/**
 * The URL of a presigned `GET /` for GetCallerIdentity (IAM user guide, "Create a signed AWS API request"). Written out
 * because a token is four hashes, and the SDK's signer takes ten times that for any request: its tests hold both
 * against each other.
 */
export function presign(of: Presigning): string {
  const { credentials, region, host, clusterId, at } = of;
  const stamp = at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const day = stamp.slice(0, 8);
  const scope = `${day}/${region}/sts/aws4_request`;
  const query = queryOf(of, stamp, scope);
  const headers = `host:${host}\nx-k8s-aws-id:${clusterId.trim().replaceAll(/\s+/g, ' ')}\n`;
  const canonical = `GET\n/\n${query}\n${headers}\n${SIGNED_HEADERS}\n${EMPTY_BODY}`;
  const digest = hash('sha256', canonical, 'hex');
  const signature = createHmac('sha256', signingKey(credentials, day, region))
    .update(`AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${digest}`)
    .digest('hex');
  return `https://${host}/?${query}&X-Amz-Signature=${signature}`;
}

/** The query but for the signature, in the order in which it is signed. */
function queryOf({ credentials, expiresSeconds }: Presigning, stamp: string, scope: string): string {
  const { accessKeyId, sessionToken } = credentials;
  return [
    'Action=GetCallerIdentity',
    'Version=2011-06-15',
    'X-Amz-Algorithm=AWS4-HMAC-SHA256',
    `X-Amz-Credential=${encode(`${accessKeyId}/${scope}`)}`,
    `X-Amz-Date=${stamp}`,
    `X-Amz-Expires=${expiresSeconds}`,
    ...(sessionToken === undefined ? [] : [`X-Amz-Security-Token=${encode(sessionToken)}`]),
    `X-Amz-SignedHeaders=${encode(SIGNED_HEADERS)}`,
  ].join('&');
}

/** All but RFC 3986's unreserved characters, which is what is signed. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Signing keys by the credentials that they are of, gone with them; under day and Region. */
const keys = new WeakMap<Credentials, Map<string, Buffer>>();

/** A run signs five tokens for each of a role's clusters: the key of a day and Region is computed once. */
function signingKey(credentials: Credentials, day: string, region: string): Buffer {
  const known = keys.get(credentials) ?? new Map<string, Buffer>();
  keys.set(credentials, known);
  const place = `${day}/${region}`;
  const found = known.get(place);
  if (found !== undefined) return found;
  const dated = hmac(`AWS4${credentials.secretAccessKey}`, day);
  const key = hmac(hmac(hmac(dated, region), 'sts'), 'aws4_request');
  known.set(place, key);
  return key;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
