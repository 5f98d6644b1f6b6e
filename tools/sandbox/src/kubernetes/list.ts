import type { ResourceRequest } from './request-info.ts';
import { fieldSelector, labelSelector } from './selectors.ts';
import { badRequest } from './status.ts';

export interface Listed {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
}

interface Kind {
  readonly apiVersion: string;
  /** Such as NodeList. */
  readonly kind: string;
  readonly resourceVersion: string;
}

/** One page of the objects that a list asks for: by namespace, selectors, `limit` and `continue`. */
export function listOf(items: readonly Listed[], request: ResourceRequest, kind: Kind): object {
  const { query, namespace } = request;
  const labels = labelSelector(query.get('labelSelector') ?? '');
  const fields = fieldSelector(query.get('fieldSelector') ?? '');
  const found = items.filter(
    ({ metadata }) =>
      (namespace === undefined || metadata.namespace === namespace) &&
      labels(metadata.labels ?? {}) &&
      fields(metadata),
  );
  const start = startOf(query.get('continue'));
  const limit = Number(query.get('limit') ?? 0);
  const end = limit > 0 ? start + limit : found.length;
  const left = found.length - end;
  const more = left > 0 ? { continue: tokenOf(end), remainingItemCount: left } : {};
  const { apiVersion, resourceVersion } = kind;
  return {
    kind: kind.kind,
    apiVersion,
    metadata: { resourceVersion, ...more },
    items: found.slice(start, end),
  };
}

function tokenOf(start: number): string {
  return Buffer.from(JSON.stringify({ start })).toString('base64url');
}

function startOf(token: string | null): number {
  if (token === null || token === '') return 0;
  const [, start] = /^\{"start":(\d+)\}$/.exec(Buffer.from(token, 'base64url').toString('utf8')) ?? [];
  if (start === undefined) throw badRequest('continue key is not valid');
  return Number(start);
}
