import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { awsCli, goPrograms } from '@roster/control-plane/programs';
import type { Credentials } from '../../src/token/index.ts';

/** What a peer is asked for. */
export interface PeerOrder {
  readonly keys: Credentials;
  readonly region: string;
  readonly cluster: string;
  /** KUBERNETES_EXEC_INFO. */
  readonly execInfo?: string;
}

/** The document that a program prints for kubectl. */
export interface PeerCredential {
  readonly kind: string;
  readonly apiVersion: string;
  readonly spec: object;
  readonly status: { readonly expirationTimestamp: string; readonly token: string };
}

export type Peer = (order: PeerOrder) => Promise<PeerCredential>;

/** The two other implementations of the token that people use. Both read keys from the environment, as ours does. */
export const PEERS: readonly (readonly [name: string, peer: Peer])[] = [
  [
    'aws eks get-token',
    async (order) => {
      const args = ['eks', 'get-token', '--cluster-name', order.cluster, '--region', order.region];
      return run(await awsCli(), args, order);
    },
  ],
  [
    'aws-iam-authenticator token',
    async (order) => {
      const { awsIamAuthenticator } = await goPrograms();
      return run(awsIamAuthenticator, ['token', '-i', order.cluster], order);
    },
  ],
];

async function run(program: string, args: readonly string[], order: PeerOrder): Promise<PeerCredential> {
  const { accessKeyId, secretAccessKey, sessionToken } = order.keys;
  const env = {
    ...{ PATH: process.env['PATH'], HOME: '/nonexistent' },
    ...{ AWS_REGION: order.region, AWS_DEFAULT_REGION: order.region, AWS_EC2_METADATA_DISABLED: 'true' },
    ...{ AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' },
    ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
    ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
    ...(order.execInfo === undefined ? {} : { KUBERNETES_EXEC_INFO: order.execInfo }),
  };
  const { stdout } = await promisify(execFile)(program, [...args], { env });
  return JSON.parse(stdout) as PeerCredential;
}
