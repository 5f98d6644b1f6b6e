import type { Connection } from '@roster/reconcile';
import { call } from '../../../tools/sandbox/test/kubernetes-client.ts';

/** Makes aws-auth immutable as somebody else does: by nothing of ours. */
export async function freezeAwsAuth({ facts, token }: Connection): Promise<void> {
  const ca = Buffer.from(facts.certificateAuthority, 'base64').toString('utf8');
  const { status, body } = await call(
    { endpoint: facts.endpoint, ca },
    {
      method: 'PATCH',
      path: '/api/v1/namespaces/kube-system/configmaps/aws-auth',
      type: 'application/merge-patch+json',
      token: token.reveal(),
      body: { immutable: true },
    },
  );
  if (status !== 200) throw new Error(`aws-auth cannot be made immutable: ${JSON.stringify(body)}`);
}
