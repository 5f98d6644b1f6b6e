import { isClusterName, isRegion, stsHost } from '@roster/access/arn';
import { Fault } from '@roster/workflow/faults';
import { SignatureV4 } from '@smithy/signature-v4';
import { BearerToken } from './bearer-token.ts';
import type { Credentials } from './credentials.ts';
import { Sha256 } from './sha256.ts';

const PREFIX = 'k8s-aws-v1.';
/** The longest token, prefix included, that aws-iam-authenticator reads. */
const LONGEST = 4096;
/** Servers before 0.3 refuse more than 60 s; later ones do not look at it. */
const EXPIRES_SECONDS = 60;

export interface Minting {
  readonly credentials: Credentials;
  /** The cluster's Region. */
  readonly region: string;
  /** What goes into x-k8s-aws-id: the cluster's name, or the id of a local cluster on Outposts. */
  readonly clusterId: string;
  /** By AWS's clock. Counts in whole seconds; up to 15 minutes back. */
  readonly signedAt: Date;
  /** How the clock of whoever reads `expiresAt` will show an instant of AWS's; absent: as it is. */
  readonly here?: (instant: Date) => Date;
}

/**
 * Presigns a token for one cluster, in memory: no network call, so it proves nothing until the cluster has accepted
 * it. Built as facts.md says under The token, whose source is aws-iam-authenticator's pkg/token: a regional STS host,
 * x-k8s-aws-id among the signed headers, none but the allowed query keys. Credentials of the same key, the same
 * cluster and the same second give the same token. BadInputFault for a Region
 * or a cluster's name that cannot exist, and when the token would be longer than 4,096 bytes.
 */
export async function mintToken(minting: Minting): Promise<BearerToken> {
  const { credentials, region, clusterId, signedAt, here = asItIs } = minting;
  // The URL's host is built from the Region.
  if (!isRegion(region)) throw new Fault('BadInputFault', `"${region}" is no AWS Region`);
  if (!isClusterName(clusterId)) throw new Fault('BadInputFault', `"${clusterId}" is no EKS cluster's name`);
  const second = new Date(Math.floor(signedAt.getTime() / 1000) * 1000);
  const signer = new SignatureV4({
    service: 'sts',
    region,
    credentials,
    sha256: Sha256,
    applyChecksum: false,
  });
  const host = stsHost(region);
  const { query } = await signer.presign(
    {
      method: 'GET',
      protocol: 'https:',
      hostname: host,
      path: '/',
      query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
      headers: { host, 'x-k8s-aws-id': clusterId },
    },
    { expiresIn: EXPIRES_SECONDS, signingDate: second },
  );
  const url = `https://${host}/?${encode(query ?? {})}`;
  const secret = PREFIX + Buffer.from(url).toString('base64url');
  if (secret.length > LONGEST) throw tooLong(clusterId, secret.length, credentials.sessionToken?.length ?? 0);
  return new BearerToken(secret, second, here(endOf(second, credentials.expiration)));
}

const asItIs = (instant: Date): Date => instant;

/** Tokens are accepted for 15 minutes after they were signed; clients report a minute less (facts.md: The token). */
const REPORTED_LIFE_MS = 14 * 60_000;

function endOf(signedAt: Date, keysExpireAt: Date | undefined): Date {
  const reported = signedAt.getTime() + REPORTED_LIFE_MS;
  return new Date(Math.min(reported, keysExpireAt?.getTime() ?? reported));
}

type Query = Readonly<Record<string, string | readonly string[] | null>>;

function encode(query: Query): string {
  return Object.entries(query)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`)
    .join('&');
}

function tooLong(clusterId: string, length: number, sessionToken: number): Fault {
  return new Fault(
    'BadInputFault',
    `${clusterId}: the token would have ${length} bytes, and the cluster accepts ${LONGEST} at most. ` +
      `The session token of the credentials has ${sessionToken} characters, about 2,500 fit: ` +
      'use a session with fewer or shorter tags and policies (aws-iam-authenticator#1106)',
  );
}
