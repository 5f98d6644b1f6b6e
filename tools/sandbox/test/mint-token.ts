import { createHash, createHmac, type BinaryLike } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Keys } from '../src/index.ts';

/** What @smithy/signature-v4 hashes with; node:crypto behind its interface. */
export class Sha256 {
  private readonly hash;
  constructor(secret?: BinaryLike) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }
  update(data: BinaryLike): void {
    this.hash.update(data);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest());
  }
  reset(): void {
    // The signer makes a new one for every digest.
  }
}

export interface TokenOrder {
  readonly keys: Keys;
  readonly cluster: string;
  readonly region: string;
  readonly signedAt: Date;
  readonly host?: string;
  readonly expires?: number;
  /** Whether the cluster's name is among the signed headers. */
  readonly signCluster?: boolean;
}

/** A presigned URL of GetCallerIdentity as the AWS CLI makes it, by AWS's own signer: the peer of the sandbox's check. */
export async function presign(order: TokenOrder): Promise<URL> {
  const { keys, cluster, region, signedAt, host = `sts.${region}.amazonaws.com` } = order;
  const signer = new SignatureV4({ credentials: keys, region, service: 'sts', sha256: Sha256 as never });
  const header = order.signCluster === false ? {} : { 'x-k8s-aws-id': cluster };
  const query = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
  const headers = { host, ...header };
  const signed = await signer.presign(
    { method: 'GET', protocol: 'https:', hostname: host, path: '/', headers, query },
    {
      expiresIn: order.expires ?? 60,
      signingDate: signedAt,
      unhoistableHeaders: new Set(Object.keys(header)),
    },
  );
  const url = new URL(`https://${host}/`);
  for (const [name, value] of Object.entries(signed.query ?? {})) url.searchParams.set(name, String(value));
  return url;
}

export function tokenOf(url: URL | string): string {
  return `k8s-aws-v1.${Buffer.from(String(url)).toString('base64url')}`;
}

export async function mintToken(order: TokenOrder): Promise<string> {
  return tokenOf(await presign(order));
}
