// Every call that a worker makes by libs/kubernetes, as the request that client-node builds: bundled by a test, with and without what a
// worker's bundle leaves out.
import { createConfiguration } from '@kubernetes/client-node/dist/gen/configuration.js';
import { ServerConfiguration } from '@kubernetes/client-node/dist/gen/servers.js';
import type { Connection } from '@roster/reconcile';
import type { Ask } from '../../../libs/kubernetes/src/ask.ts';
import { createAwsAuth, patchAwsAuth, readAwsAuth } from '../../../libs/kubernetes/src/aws-auth.ts';
import { readDaemonSet } from '../../../libs/kubernetes/src/daemon-set.ts';
import { nodes } from '../../../libs/kubernetes/src/nodes.ts';
import { countPods } from '../../../libs/kubernetes/src/pods.ts';
import { accessReview, whoAmI } from '../../../libs/kubernetes/src/reviews.ts';

export async function requestShapes(): Promise<Record<string, unknown>> {
  const shapes: Record<string, unknown> = {};
  const to = createConfiguration({ baseServer: new ServerConfiguration('https://cluster.example', {}) });
  const ask: Ask = async (_, { call, build }) => {
    const context = await build(to);
    const [method, url, body] = [context.getHttpMethod(), context.getUrl(), context.getBody()];
    shapes[call] = { method, url, body, headers: context.getHeaders() };
    return { metadata: {}, items: [] };
  };
  const connection = {} as Connection; // only ask would look at it
  const data = { mapRoles: '- rolearn: arn', mapUsers: '[]' };
  await whoAmI(ask, connection);
  await readAwsAuth(ask, connection);
  await createAwsAuth(ask, connection, data);
  await patchAwsAuth(ask, connection, { data, resourceVersion: '7' });
  await nodes(ask, connection);
  await countPods(ask, connection, { namespace: 'default', namePrefix: 'app' });
  await readDaemonSet(ask, connection, { namespace: 'kube-system', name: 'aws-node' });
  const check = {
    group: 'admins',
    user: 'x',
    verb: 'get',
    resource: 'pods/log',
    apiGroup: '',
    namespace: 'default',
  };
  await accessReview(ask, connection, check);
  return shapes;
}
