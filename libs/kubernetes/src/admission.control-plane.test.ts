import { MASTER, ROWS, SUITE_PRINCIPALS } from '@roster/reconcile/testing';
import { isFault } from '@roster/workflow';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startRealBed, type RealBed } from '../../../tools/sandbox/test/real-cluster.ts';
import { adapterFor, CLUSTER } from '../test/cluster-api-rig.ts';

const GROUP = '/apis/admissionregistration.k8s.io/v1';
const RULES =
  'resourceRules: [{ apiGroups: [""], apiVersions: [v1], operations: [UPDATE], resources: [configmaps] }]';

const policy = (reason: string) => `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: freeze-aws-auth }
spec:
  failurePolicy: Fail
  matchConstraints: { ${RULES} }
  validations:
    - expression: "object.metadata.name != 'aws-auth'"
      message: aws-auth is changed in Git alone (${reason})
      reason: ${reason}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: freeze-aws-auth }
spec: { policyName: freeze-aws-auth, validationActions: [Deny] }
`;

// Port 1 (tcpmux) is closed on any machine that would run this.
const WEBHOOK = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: freeze-aws-auth }
webhooks:
  - name: aws-auth.example.com
    clientConfig: { url: "https://127.0.0.1:1/" }
    failurePolicy: Fail
    sideEffects: None
    admissionReviewVersions: [v1]
    rules: [{ apiGroups: [""], apiVersions: [v1], operations: [UPDATE], resources: [configmaps] }]
`;

let bed: RealBed;
beforeAll(async () => {
  bed = await startRealBed({ name: CLUSTER, creator: MASTER, principals: SUITE_PRINCIPALS });
  await bed.reset({ awsAuth: ROWS });
});
afterAll(() => bed[Symbol.asyncDispose]());

it.each([
  [
    'a policy with the reason Invalid',
    policy('Invalid'),
    ['validatingadmissionpolicybindings', 'validatingadmissionpolicies'],
    'in Git alone (Invalid)',
  ],
  [
    'a policy with the reason Forbidden',
    policy('Forbidden'),
    ['validatingadmissionpolicybindings', 'validatingadmissionpolicies'],
    'in Git alone (Forbidden)',
  ],
  ['a webhook that cannot be called', WEBHOOK, ['validatingwebhookconfigurations'], 'failed calling webhook'],
])(
  'a write that %s refuses is an AdmissionFault with its message, and nothing is written',
  async (_, manifests, resources, message) => {
    const { plane, cluster } = bed;
    const { api, connect } = adapterFor(plane.env, cluster.arn, {});
    const master = await connect(MASTER);
    const live = await api.readAwsAuth(master);
    await cluster.apply(manifests);
    try {
      // The API server hears of it by and by: until then a patch that changes nothing passes, or the one before refuses.
      const patch = () =>
        api.patchAwsAuth(master, ROWS, live?.resourceVersion ?? '').catch((error: unknown) => error);
      const isRefused = (answer: unknown) => isFault(answer) && answer.message.includes(message);
      let answered = await patch();
      for (let tries = 0; tries < 500 && !isRefused(answered); tries += 1) answered = await patch();
      expect(answered).toMatchObject({ name: 'AdmissionFault' });
      expect((answered as Error).message).toContain(message);
      expect((await api.readAwsAuth(master))?.resourceVersion).toBe(live?.resourceVersion);
    } finally {
      for (const resource of resources)
        await cluster.admin.request('DELETE', `${GROUP}/${resource}/freeze-aws-auth`);
    }
  },
);
