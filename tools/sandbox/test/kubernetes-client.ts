import { request } from 'node:https';
import { DescribeClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import type { Keys, Sandbox } from '../src/index.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** JSON as it came; tests say what they expect in it. */
  readonly body: unknown;
}

export interface Call {
  readonly method?: string;
  readonly path: string;
  /** Null: none. */
  readonly token?: string | null;
  readonly body?: unknown;
  /** Of the body; empty: none. Default: JSON. */
  readonly type?: string;
}

/** Where a cluster is, as EKS tells, through the AWS SDK. */
export async function connectionOf(
  sandbox: Pick<Sandbox, 'env' | 'caller'>,
  cluster: { name: string; region: string },
  keys: Keys = sandbox.caller,
) {
  const eks = new EKSClient({
    region: cluster.region,
    // A copy, for the SDK writes into what it is given.
    credentials: { ...keys },
    endpoint: sandbox.env['AWS_ENDPOINT_URL_EKS']!,
  });
  const answer = await eks.send(new DescribeClusterCommand({ name: cluster.name }));
  const ca = Buffer.from(answer.cluster?.certificateAuthority?.data ?? '', 'base64').toString('utf8');
  return { endpoint: answer.cluster?.endpoint ?? '', ca };
}

/** One request to a cluster's API over a connection of its own. */
export function call(connection: { endpoint: string; ca: string }, order: Call): Promise<Reply> {
  const { method = 'GET', path, token = null, body, type = 'application/json' } = order;
  const content = body === undefined || typeof body === 'string' ? (body ?? '') : JSON.stringify(body);
  const headers = {
    // Node gives the body of a DELETE no length of its own accord.
    ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(content) }),
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined || type === '' ? {} : { 'content-type': type }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      connection.endpoint + path,
      { method, ca: connection.ca, headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const json =
            response.headers['content-type'] === 'application/json'
              ? (JSON.parse(text) as unknown)
              : undefined;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: json });
        });
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(content);
  });
}
