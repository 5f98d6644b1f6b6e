import type { Request } from '../http/message.ts';
import { queryPairs, type Scope } from './canonical-request.ts';
import { SignatureError } from './signature-error.ts';

/** What a request says of its own signature. */
export interface Claim {
  readonly accessKeyId: string;
  readonly scope: Scope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** As sent: yyyymmddThhmmssZ. */
  readonly time: string;
  readonly sessionToken: string | undefined;
}

type Parts = ReadonlyMap<string, string>;

/**
 * Reads the signature of a request, from its query (presigned) or its Authorization header.
 * SignatureError: MissingAuthenticationToken without any, IncompleteSignature where a part is absent or malformed.
 */
export function readSignature(request: Request): Claim {
  const query: Parts = new Map(queryPairs(request.query));
  if (query.has('X-Amz-Signature') || query.has('X-Amz-Algorithm')) return fromQuery(query);
  const authorization = request.headers['authorization'];
  if (authorization === undefined) {
    throw new SignatureError('MissingAuthenticationToken', 'Request is missing Authentication Token');
  }
  return fromHeader(authorization, request.headers);
}

function fromQuery(query: Parts): Claim {
  if (query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') throw incomplete('X-Amz-Algorithm');
  return claim({
    credential: query.get('X-Amz-Credential'),
    signedHeaders: query.get('X-Amz-SignedHeaders'),
    signature: query.get('X-Amz-Signature'),
    time: query.get('X-Amz-Date'),
    sessionToken: query.get('X-Amz-Security-Token'),
  });
}

function fromHeader(authorization: string, headers: Request['headers']): Claim {
  const [algorithm, rest] = /^(\S+)\s+(.*)$/.exec(authorization)?.slice(1) ?? [];
  if (algorithm !== 'AWS4-HMAC-SHA256' || rest === undefined) throw incomplete('Authorization');
  const parts: Parts = new Map(
    rest.split(',').map((part) => {
      const [, name = '', value = ''] = /^\s*([A-Za-z]+)=(.*?)\s*$/.exec(part) ?? [];
      return [name, value];
    }),
  );
  return claim({
    credential: parts.get('Credential'),
    signedHeaders: parts.get('SignedHeaders'),
    signature: parts.get('Signature'),
    time: headers['x-amz-date'],
    sessionToken: headers['x-amz-security-token'],
  });
}

function claim(
  sent: Record<'credential' | 'signedHeaders' | 'signature' | 'time' | 'sessionToken', string | undefined>,
) {
  const [accessKeyId, date, region, service, end, ...more] = (sent.credential ?? '').split('/');
  if (!accessKeyId || !date || !region || !service || end !== 'aws4_request' || more.length > 0) {
    throw incomplete('Credential');
  }
  if (!sent.signedHeaders) throw incomplete('SignedHeaders');
  if (!sent.signature) throw incomplete('Signature');
  if (!/^\d{8}T\d{6}Z$/.test(sent.time ?? '')) throw incomplete('X-Amz-Date');
  return {
    accessKeyId,
    scope: { date, region, service },
    signedHeaders: sent.signedHeaders.split(';'),
    signature: sent.signature,
    time: sent.time ?? '',
    sessionToken: sent.sessionToken,
  };
}

function incomplete(part: string): SignatureError {
  return new SignatureError('IncompleteSignature', `Request signature lacks a valid '${part}' parameter.`);
}
