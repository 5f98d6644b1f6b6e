import { AuthenticationV1ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/AuthenticationV1Api.js';
import { AuthorizationV1ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/AuthorizationV1Api.js';
import { createConfiguration } from '@kubernetes/client-node/dist/gen/configuration.js';
import { V1SelfSubjectReview } from '@kubernetes/client-node/dist/gen/models/V1SelfSubjectReview.js';
import { V1SubjectAccessReview } from '@kubernetes/client-node/dist/gen/models/V1SubjectAccessReview.js';
import type { AccessCheck } from '@roster/access';
import type { Connection } from '@roster/reconcile';
import type { Identity } from '@roster/workflow';
import type { Ask } from './ask.ts';
import type { Wire } from './wire.ts';

const none = undefined;
const authentication = new AuthenticationV1ApiRequestFactory(createConfiguration());
const authorization = new AuthorizationV1ApiRequestFactory(createConfiguration());

/** SelfSubjectReview. The ARN is the one that aws-iam-authenticator puts into the extra fields. */
export async function whoAmI(ask: Ask, connection: Connection): Promise<Identity> {
  const review = await ask(connection, {
    call: 'create selfsubjectreviews',
    build: (to) =>
      authentication.createSelfSubjectReview(new V1SelfSubjectReview(), none, none, none, none, to),
  });
  const {
    username = '',
    groups = [],
    extra = {},
  } = (review as Wire<V1SelfSubjectReview>).status?.userInfo ?? {};
  return { username, groups: [...groups], arn: extra['canonicalArn']?.[0] ?? '' };
}

/** SubjectAccessReview for one group or user. `resource` may name a subresource, as in `pods/log`. */
export async function accessReview(
  ask: Ask,
  connection: Connection,
  check: AccessCheck & { readonly name?: string },
): Promise<boolean> {
  const [resource = '', subresource] = check.resource.split('/');
  const resourceAttributes = {
    verb: check.verb,
    resource,
    ...(subresource === undefined ? {} : { subresource }),
    ...(check.apiGroup === undefined ? {} : { group: check.apiGroup }),
    ...(check.namespace === undefined ? {} : { namespace: check.namespace }),
    ...(check.name === undefined ? {} : { name: check.name }),
  };
  const subject = {
    ...(check.group === undefined ? {} : { groups: [check.group] }),
    ...(check.user === undefined ? {} : { user: check.user }),
  };
  const body = Object.assign(new V1SubjectAccessReview(), { spec: { ...subject, resourceAttributes } });
  const review = await ask(connection, {
    call: 'create subjectaccessreviews',
    build: (to) => authorization.createSubjectAccessReview(body, none, none, none, none, to),
  });
  return (review as Wire<V1SubjectAccessReview>).status?.allowed ?? false;
}
