import type { Request } from '../http/message.ts';
import { readObject } from '../aws-json/read-object.ts';

const OPERATIONS = {
  'GET clusters': 'ListClusters',
  'GET clusters/*': 'DescribeCluster',
  'GET clusters/*/access-entries': 'ListAccessEntries',
  'POST clusters/*/access-entries': 'CreateAccessEntry',
  'GET clusters/*/access-entries/*': 'DescribeAccessEntry',
  'DELETE clusters/*/access-entries/*': 'DeleteAccessEntry',
  'GET clusters/*/access-entries/*/access-policies': 'ListAssociatedAccessPolicies',
  'POST clusters/*/access-entries/*/access-policies': 'AssociateAccessPolicy',
  'DELETE clusters/*/access-entries/*/access-policies/*': 'DisassociateAccessPolicy',
} as const;

export type OperationKind = (typeof OPERATIONS)[keyof typeof OPERATIONS];

export interface Operation {
  readonly kind: OperationKind | 'unknown';
  /** The cluster's name, or nothing. */
  readonly cluster: string;
  /** ARN of the access entry, or nothing. */
  readonly principal: string;
  /** ARN of the access policy, or nothing. */
  readonly policy: string;
  readonly query: URLSearchParams;
  /** The body, read when it is asked for. AwsError 400 where it is no JSON object. */
  readonly body: () => Readonly<Record<string, unknown>>;
}

/** What a request asks of EKS, told from its method and path (EKS API reference). */
export function operationOf(request: Request): Operation {
  const parts = request.path
    .replace(/^\/|\/$/g, '')
    .split('/')
    .map(decodeURIComponent);
  const [, cluster = '', , principal = '', , policy = ''] = parts;
  const shape = parts.map((part, place) => (place % 2 === 0 ? part : '*')).join('/');
  const known = `${request.method} ${shape}`;
  const kind = Object.hasOwn(OPERATIONS, known) ? OPERATIONS[known as keyof typeof OPERATIONS] : 'unknown';
  const query = new URLSearchParams(request.query);
  return { kind, cluster, principal, policy, query, body: () => readObject(request.body) };
}
