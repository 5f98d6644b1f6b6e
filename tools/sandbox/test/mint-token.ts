import { createHash, createHmac, type BinaryLike } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Keys } from '../src/index.ts';

/** What @smithy/signature-v4 hashes with; node:crypto behind its interface. */
class Sha256 {
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
  readonly region?: string;
  readonly host?: string;
  readonly signedAt?: Date;
  readonly expires?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly path?: string;
}

/** A presigned URL of GetCallerIdentity as the AWS CLI makes it, by AWS's own signer: the peer of the sandbox's check. */
export async function presign(order: TokenOrder): Promise<URL> {
  const { keys, cluster, region = 'eu-west-1', host = `sts.${region}.amazonaws.com`, expires = 60 } = order;
  const signer = new SignatureV4({ credentials: keys, region, service: 'sts', sha256: Sha256 as never });
  const signed = await signer.presign(
    {
      method: 'GET',
      protocol: 'https:',
      hostname: host,
      path: order.path ?? '/',
      headers: { host, 'x-k8s-aws-id': cluster, ...order.headers },
      query: order.query ?? { Action: 'GetCallerIdentity', Version: '2011-06-15' },
    },
    {
      expiresIn: expires,
      signingDate: order.signedAt ?? new Date(),
      unhoistableHeaders: new Set(['x-k8s-aws-id', ...Object.keys(order.headers ?? {})]),
      signableHeaders: new Set(['host', 'x-k8s-aws-id', ...Object.keys(order.headers ?? {})]),
    },
  );
  const url = new URL(`https://${host}${order.path ?? '/'}`);
  for (const [name, value] of Object.entries(signed.query ?? {})) url.searchParams.set(name, String(value));
  return url;
}

export function tokenOf(url: URL | string): string {
  return `k8s-aws-v1.${Buffer.from(String(url)).toString('base64url')}`;
}

export async function mintToken(order: TokenOrder): Promise<string> {
  return tokenOf(await presign(order));
}
