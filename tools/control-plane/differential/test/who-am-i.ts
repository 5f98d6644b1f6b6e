import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { ControlPlane, RealCluster } from '@roster/control-plane';
import { mintToken } from '@roster/eks/token';
import type { Keys } from '@roster/sandbox';

/** What SelfSubjectReview says of whoever asks. */
export interface UserInfo {
  readonly username?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

export interface Caller {
  readonly as: string;
  /** A second of its own for each document, since the API server keeps tokens that it has accepted. */
  readonly signedAt: Date;
}

/** Who a principal of the sandbox is to a real cluster; undefined where it is refused with 401. */
export function whoAmI(
  { sandbox }: ControlPlane,
  cluster: RealCluster,
  { as, signedAt }: Caller,
): Promise<UserInfo | undefined> {
  return whoIs(cluster, { keys: sandbox.credentialsOf(as), signedAt });
}

export interface Signer {
  readonly keys: Keys;
  readonly signedAt: Date;
}

/** Who signs with those keys to a real cluster; undefined where the token is refused with 401. */
export async function whoIs(cluster: RealCluster, { keys, signedAt }: Signer): Promise<UserInfo | undefined> {
  const [, , , region = '', , resource = ''] = cluster.arn.split(':');
  const clusterId = resource.replace('cluster/', '');
  const token = await mintToken({ credentials: keys, region, clusterId, signedAt });
  const { status, body } = await review(cluster, token.reveal());
  if (status === 401) return undefined;
  if (status !== 201) throw new Error(`SelfSubjectReview in ${cluster.arn}: ${String(status)} ${body}`);
  return (JSON.parse(body) as { readonly status: { readonly userInfo: UserInfo } }).status.userInfo;
}

function review({ endpoint, ca }: RealCluster, token: string) {
  const url = new URL('/apis/authentication.k8s.io/v1/selfsubjectreviews', endpoint);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return new Promise<{ readonly status: number | undefined; readonly body: string }>((resolve, reject) => {
    const call = request(url, { method: 'POST', ca, headers }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, body }), reject);
    });
    call.on('error', reject);
    call.end(JSON.stringify({ apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' }));
  });
}
