import { AuthenticationV1ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/AuthenticationV1Api.js';
import { AuthorizationV1ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/AuthorizationV1Api.js';
import { createConfiguration } from '@kubernetes/client-node/dist/gen/configuration.js';
import { V1SelfSubjectAccessReview } from '@kubernetes/client-node/dist/gen/models/V1SelfSubjectAccessReview.js';
import { V1SelfSubjectReview } from '@kubernetes/client-node/dist/gen/models/V1SelfSubjectReview.js';
import { V1SubjectAccessReview } from '@kubernetes/client-node/dist/gen/models/V1SubjectAccessReview.js';
import type { AccessCheck } from '@roster/access';
import type { Connection } from '@roster/reconcile';
import { Identity } from '@roster/workflow';
import * as z from 'zod/mini';
import type { Ask } from './ask.ts';
import { list, record, text } from './schema.ts';

const none = undefined;
const authentication = new AuthenticationV1ApiRequestFactory(createConfiguration());
const authorization = new AuthorizationV1ApiRequestFactory(createConfiguration());

const Extra = record(list(text(4096), 1000), 1000);
const UserInfo = z.object({
  username: z.nullish(z.string()),
  groups: list(text(4096), 1000),
  extra: Extra,
});
/** As it goes through the states, which have no room for longer texts (libs/workflow, Identity). */
const WhoAmI = z.object({
  kind: z.literal('SelfSubjectReview'),
  status: z.object({
    userInfo: z.pipe(
      z.pipe(
        UserInfo,
        z.transform(({ username, groups, extra }) => ({
          username: username ?? '',
          groups: groups ?? [],
          arn: extra?.['canonicalArn']?.[0] ?? '',
        })),
      ),
      Identity,
    ),
  }),
});

/** SelfSubjectReview. The ARN is the one that aws-iam-authenticator puts into the extra fields. */
export async function whoAmI(ask: Ask, connection: Connection): Promise<Identity> {
  const { status } = await ask(connection, {
    call: 'create selfsubjectreviews',
    schema: WhoAmI,
    build: (to) =>
      authentication.createSelfSubjectReview(new V1SelfSubjectReview(), none, none, none, none, to),
  });
  return status.userInfo;
}

const Allowed = z.object({
  kind: z.enum(['SubjectAccessReview', 'SelfSubjectAccessReview']),
  status: z.object({ allowed: z.nullish(z.boolean()) }),
});

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
  const { status } = await ask(connection, {
    call: 'create subjectaccessreviews',
    schema: Allowed,
    build: (to) => authorization.createSubjectAccessReview(body, none, none, none, none, to),
  });
  return status.allowed ?? false;
}

/** Whether we may write aws-auth by that verb: SelfSubjectAccessReview, which anybody who got in may ask. */
export async function mayWriteAwsAuth(
  ask: Ask,
  connection: Connection,
  verb: 'create' | 'patch',
): Promise<boolean> {
  // A create is authorised without a name: the name stands in the body.
  const named = verb === 'patch' ? { name: 'aws-auth' } : {};
  const resourceAttributes = { verb, resource: 'configmaps', namespace: 'kube-system', ...named };
  const body = Object.assign(new V1SelfSubjectAccessReview(), { spec: { resourceAttributes } });
  const { status } = await ask(connection, {
    call: 'create selfsubjectaccessreviews',
    schema: Allowed,
    build: (to) => authorization.createSelfSubjectAccessReview(body, none, none, none, none, to),
  });
  return status.allowed ?? false;
}
