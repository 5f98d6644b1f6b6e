import { timingSafeEqual } from 'node:crypto';
import { partitionOfRegion } from '@roster/access';
import type { Request } from '../http/message.ts';
import type { HeldKey } from '../sts/principals.ts';
import { canonicalRequest, sha256, signatureOf } from './canonical-request.ts';
import { readSignature, type Claim } from './read-signature.ts';
import { SignatureError } from './signature-error.ts';

export interface Expected {
  /** Who holds which access key. */
  readonly keyOf: (accessKeyId: string) => HeldKey | undefined;
  readonly now: Date;
  readonly service: string;
  /** Default: any Region of the key's partition. */
  readonly region?: string;
}

export interface Verified {
  readonly key: HeldKey;
  readonly region: string;
}

const WINDOW_MS = 15 * 60_000;

/**
 * Recomputes the signature of a request and says whose it is. SignatureError for everything that AWS refuses:
 * an unknown key, a wrong session token, another scope, more than 15 minutes between the clocks, a wrong digit.
 */
export function verifySignature(request: Request, expected: Expected): Verified {
  const claim = readSignature(request);
  const key = expected.keyOf(claim.accessKeyId);
  if (key === undefined || key.caller.partition !== partitionOfRegion(claim.scope.region)) throw unknownKey();
  checkSessionToken(claim, key, expected.now);
  checkScope(claim, expected);
  checkTime(claim.time, expected.now);
  if (!claim.signedHeaders.includes('host'))
    throw mismatch("'Host' must be a 'SignedHeader' in the AWS Authorization.");
  const payloadHash = sha256(request.body);
  const declared = request.headers['x-amz-content-sha256'];
  if (declared !== undefined && declared !== payloadHash)
    throw mismatch('The provided hash is not that of the body.');
  const canonical = canonicalRequest(request, claim.signedHeaders, payloadHash);
  const right = Buffer.from(signatureOf(canonical, { ...claim, secret: key.secretAccessKey }));
  const sent = Buffer.from(claim.signature);
  if (right.length !== sent.length || !timingSafeEqual(right, sent)) {
    throw mismatch('The request signature we calculated does not match the signature you provided.');
  }
  return { key, region: claim.scope.region };
}

function checkSessionToken(claim: Claim, key: HeldKey, now: Date): void {
  if (claim.sessionToken !== key.sessionToken) throw unknownKey();
  if (key.expiresAt !== undefined && now >= key.expiresAt) {
    throw new SignatureError('ExpiredToken', 'The security token included in the request is expired');
  }
}

function checkScope(claim: Claim, expected: Expected): void {
  const { date, region, service } = claim.scope;
  if (service !== expected.service) {
    throw mismatch(`Credential should be scoped to correct service: '${expected.service}'.`);
  }
  if (expected.region !== undefined && region !== expected.region) {
    throw mismatch(`Credential should be scoped to a valid region, not '${region}'.`);
  }
  if (date !== claim.time.slice(0, 8)) {
    throw mismatch(
      'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.',
    );
  }
}

function checkTime(time: string, now: Date): void {
  const iso = time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const age = now.getTime() - Date.parse(iso);
  if (Number.isNaN(age))
    throw new SignatureError('IncompleteSignature', `Date must be in ISO-8601 'basic format': ${time}`);
  if (age > WINDOW_MS) throw mismatch(`Signature expired: ${time} is more than 15 min. ago.`);
  if (age < -WINDOW_MS) throw mismatch(`Signature not yet current: ${time} is more than 15 min. ahead.`);
}

function mismatch(message: string): SignatureError {
  return new SignatureError('SignatureDoesNotMatch', message);
}

function unknownKey(): SignatureError {
  return new SignatureError('InvalidClientTokenId', 'The security token included in the request is invalid');
}
