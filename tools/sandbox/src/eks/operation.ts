import type { Request } from '../http/message.ts';

export interface Operation {
  readonly kind: 'ListClusters' | 'DescribeCluster' | 'ListAccessEntries' | 'DescribeAccessEntry' | 'unknown';
  /** The cluster's name, or nothing. */
  readonly cluster: string;
  /** ARN of the access entry, or nothing. */
  readonly principal: string;
  readonly query: URLSearchParams;
}

/** What a request asks of EKS, told from its method and path (EKS API reference). */
export function operationOf(request: Request): Operation {
  const [root, cluster = '', below, principal = '', ...more] = request.path
    .slice(1)
    .split('/')
    .map(decodeURIComponent);
  const query = new URLSearchParams(request.query);
  const kind = (): Operation['kind'] => {
    if (request.method !== 'GET' || root !== 'clusters' || more.length > 0) return 'unknown';
    if (cluster === '') return 'ListClusters';
    if (below === undefined) return 'DescribeCluster';
    if (below !== 'access-entries') return 'unknown';
    return principal === '' ? 'ListAccessEntries' : 'DescribeAccessEntry';
  };
  return { kind: kind(), cluster, principal, query };
}
