import { DescribeClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Credentials } from '@roster/eks';

/** A request as it goes over the wire: signed already. */
export interface Signed {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface SdkRequest extends Pick<Signed, 'method' | 'headers'> {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly body?: unknown;
}

/** Thrown instead of sending. */
class Kept extends Error {
  readonly request: SdkRequest;
  constructor(request: SdkRequest) {
    super('kept');
    this.request = request;
  }
}

// What the AWS SDK would send, to the byte, user agent included: its handler keeps the request and sends nothing.
const keeping = {
  maxAttempts: 1,
  requestHandler: { handle: (request: SdkRequest) => Promise.reject(new Kept(request)) },
};

async function kept(sending: Promise<unknown>): Promise<Signed> {
  const thrown: unknown = await sending.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof Kept)) throw thrown;
  const { method, headers, protocol, hostname, port, path, body } = thrown.request;
  const url = `${protocol}//${hostname}:${port ?? ''}${path}`;
  return { method, url, headers, ...(typeof body === 'string' ? { body } : {}) };
}

/** A signed GetCallerIdentity by the keys of the environment: a run's first call. */
export function signedIdentity(): Promise<Signed> {
  const client = new STSClient({ ...keeping, customUserAgent: [['roster', 'roster']] });
  return kept(client.send(new GetCallerIdentityCommand()));
}

/** A signed AssumeRole by the keys of the environment. */
export function signedAssumeRole(role: string, run: string): Promise<Signed> {
  const client = new STSClient({ ...keeping, customUserAgent: [['roster', run]] });
  return kept(client.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: `roster-${run}` })));
}

/** A signed DescribeCluster by those keys. */
export function signedDescribe(name: string, region: string, credentials: Credentials): Promise<Signed> {
  const client = new EKSClient({ ...keeping, region, credentials });
  return kept(client.send(new DescribeClusterCommand({ name })));
}
