import type { Binding } from '../options.ts';
import { decide, DEFAULT_BINDINGS } from './authorize.ts';
import { isObject, type Json } from './merge-patch.ts';
import { invalid } from './status.ts';
import type { User } from './user.ts';

type Fields = { readonly [key: string]: Json };

/** SelfSubjectReview: who the request comes from. */
export function selfSubjectReview(user: User): object {
  const { username, uid, groups, extra } = user;
  return {
    kind: 'SelfSubjectReview',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { creationTimestamp: null },
    status: { userInfo: { username, uid, groups, extra } },
  };
}

/** SubjectAccessReview, for the subject that the body names; with `self`, for who asks. */
export function accessReview(body: Json, bindings: readonly Binding[], self?: User): object {
  const spec = fields(fields(body)['spec']);
  const named = { username: text(spec['user']), groups: list(spec['groups']), policies: [] };
  const subject = self ?? named;
  if (subject.username === '' && subject.groups.length === 0)
    throw invalid('at least one of user or group must be specified');
  const asked = fields(spec['resourceAttributes']);
  const namespace = text(asked['namespace']);
  const attributes = {
    verb: text(asked['verb']),
    group: text(asked['group']),
    resource: text(asked['resource']),
    namespace: namespace === '' ? undefined : namespace,
  };
  const { allowed, reason } = decide([...DEFAULT_BINDINGS, ...bindings], subject, attributes);
  return {
    kind: self === undefined ? 'SubjectAccessReview' : 'SelfSubjectAccessReview',
    apiVersion: 'authorization.k8s.io/v1',
    metadata: { creationTimestamp: null },
    spec,
    status: { allowed, ...(reason === '' ? {} : { reason }) },
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
