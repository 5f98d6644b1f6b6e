import { decide, type Attributes, type Subject } from './authorize.ts';
import type { Granting } from './bindings.ts';
import { isObject, type Json } from './merge-patch.ts';
import { mayGet } from './paths.ts';
import { invalid } from './status.ts';
import type { User } from './user.ts';

type Fields = { readonly [key: string]: Json };

/** SelfSubjectReview: who the request comes from. */
export function selfSubjectReview({ username, uid, groups, extra }: User, now: Date): object {
  return {
    kind: 'SelfSubjectReview',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { creationTimestamp: now.toISOString().replace(/\.\d+Z$/, 'Z') },
    status: { userInfo: { username, uid, groups, extra } },
  };
}

/** SubjectAccessReview, for the subject that the body names; with `self`, for who asks. */
export function accessReview(body: Json, cluster: Granting, self?: User): object {
  const spec = fields(fields(body)['spec']);
  const subject = self ?? { username: text(spec['user']), groups: list(spec['groups']), policies: [] };
  check(spec, subject);
  const { allowed, reason } = decision(spec, cluster, subject);
  return {
    kind: self === undefined ? 'SubjectAccessReview' : 'SelfSubjectAccessReview',
    apiVersion: 'authorization.k8s.io/v1',
    metadata: {},
    spec,
    status: { allowed, ...(reason === '' ? {} : { reason }) },
  };
}

// pkg/apis/authorization/validation.
function check(spec: Fields, subject: Subject): void {
  const wrong = (why: string) =>
    invalid(`.authorization.k8s.io "" is invalid: ${why}`, { group: 'authorization.k8s.io' });
  const [one, other] = [isObject(spec['resourceAttributes']), isObject(spec['nonResourceAttributes'])];
  if (one && other)
    throw wrong('spec.nonResourceAttributes: cannot be specified in combination with resourceAttributes');
  if (!one && !other) {
    throw wrong(
      'spec.resourceAttributes: exactly one of nonResourceAttributes or resourceAttributes must be specified',
    );
  }
  if (subject.username === '' && subject.groups.length === 0) {
    throw wrong('spec.user: Invalid value: "": at least one of user or group must be specified');
  }
}

function decision(spec: Fields, cluster: Granting, subject: Subject) {
  const path = spec['nonResourceAttributes'];
  if (!isObject(path)) return decide(cluster, subject, attributesOf(fields(spec['resourceAttributes'])));
  const allowed = text(path['verb']) === 'get' && mayGet(subject.groups, text(path['path']));
  return { allowed, reason: '' };
}

function attributesOf(asked: Fields): Attributes {
  const some = (key: string) => text(asked[key]) || undefined;
  return {
    ...{ verb: text(asked['verb']), group: text(asked['group']), resource: text(asked['resource']) },
    ...{ subresource: some('subresource'), namespace: some('namespace'), name: some('name') },
  };
}

function fields(value: Json | undefined): Fields {
  return isObject(value) ? value : {};
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function list(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
