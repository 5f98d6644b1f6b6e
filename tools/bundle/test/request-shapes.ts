// Every call that a worker makes by libs/kubernetes, as the request that client-node builds: bundled by a test, with and without what a
// worker's bundle leaves out.
import { createConfiguration } from '@kubernetes/client-node/dist/gen/configuration.js';
import { ServerConfiguration } from '@kubernetes/client-node/dist/gen/servers.js';
import type { Connection } from '@roster/reconcile';
import type { Ask, Question } from '../../../libs/kubernetes/src/ask.ts';
import { createAwsAuth, patchAwsAuth, readAwsAuth } from '../../../libs/kubernetes/src/aws-auth.ts';
import { readDaemonSet } from '../../../libs/kubernetes/src/daemon-set.ts';
import { nodes } from '../../../libs/kubernetes/src/nodes.ts';
import { countPods } from '../../../libs/kubernetes/src/pods.ts';
import { accessReview, mayWriteAwsAuth, whoAmI } from '../../../libs/kubernetes/src/reviews.ts';

const CONFIG_MAP = {
  kind: 'ConfigMap',
  metadata: { name: 'aws-auth', namespace: 'kube-system', resourceVersion: '7' },
};
const REVIEWED = { kind: 'SubjectAccessReview', status: {} };
const ANSWERS: Readonly<Record<string, object>> = {
  'create selfsubjectreviews': { kind: 'SelfSubjectReview', status: { userInfo: {} } },
  'create selfsubjectaccessreviews': REVIEWED,
  'create subjectaccessreviews': REVIEWED,
  'get configmaps': CONFIG_MAP,
  'create configmaps': CONFIG_MAP,
  'patch configmaps': CONFIG_MAP,
  'list nodes': { kind: 'NodeList' },
  'list pods': { kind: 'PodList' },
  'get daemonsets': { kind: 'DaemonSet', metadata: {} },
};

export async function requestShapes(): Promise<Record<string, unknown>> {
  const shapes: Record<string, unknown> = {};
  const to = createConfiguration({ baseServer: new ServerConfiguration('https://cluster.example', {}) });
  const record = async <T, A = never>(
    _: Connection,
    { call, build, schema }: Question<T, A>,
  ): Promise<T | A> => {
    const context = await build(to);
    const [method, url, body] = [context.getHttpMethod(), context.getUrl(), context.getBody()];
    shapes[call] = { method, url, body, headers: context.getHeaders() };
    const read = await schema['~standard'].validate(ANSWERS[call]);
    if (read.issues !== undefined) throw new Error(`${call}: there is no answer for it`);
    return read.value;
  };
  const ask: Ask = Object.assign(record, { listMs: 1000 });
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
  await mayWriteAwsAuth(ask, connection, 'patch');
  return shapes;
}
