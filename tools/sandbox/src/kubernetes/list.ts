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

/**
 * One page of the objects that a list asks for: by namespace, selectors, `limit` and `continue`, in the order of their
 * names. A page goes on behind the last name of the one before it; unlike the API server's it is of now, not of then.
 */
export function listOf(items: readonly Listed[], request: ResourceRequest, kind: Kind): object {
  const { query } = request;
  const found = [...matching(items, request)].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const after = lastOf(query.get('continue'));
  const rest = after === undefined ? found : found.filter((item) => keyOf(item) > after);
  const limit = limitOf(query.get('limit'));
  const page = limit > 0 ? rest.slice(0, limit) : rest;
  const { resourceVersion, apiVersion } = kind;
  const metadata = { resourceVersion, ...moreOf(page, rest.length, isNarrowed(query)) };
  return { kind: kind.kind, apiVersion, metadata, items: page };
}

function* matching(items: readonly Listed[], { query, namespace, resource }: ResourceRequest) {
  const labels = labelSelector(query.get('labelSelector') ?? '');
  const fields = fieldSelector(query.get('fieldSelector') ?? '', resource !== 'nodes');
  for (const item of items) {
    const { metadata } = item;
    const here = namespace === undefined || metadata.namespace === namespace;
    if (here && labels(metadata.labels ?? {}) && fields(metadata)) yield item;
  }
}

/** Where the next page begins, and how many are left: which the API server does not count under a selector. */
function moreOf(page: readonly Listed[], total: number, narrowed: boolean): object {
  const last = page.at(-1);
  if (last === undefined || page.length === total) return {};
  const next = { continue: tokenOf(keyOf(last)) };
  return narrowed ? next : { ...next, remainingItemCount: total - page.length };
}

function isNarrowed(query: URLSearchParams): boolean {
  return Boolean(query.get('labelSelector')) || Boolean(query.get('fieldSelector'));
}

function limitOf(text: string | null): number {
  if (!/^[+-]?\d*$/.test(text ?? ''))
    throw badRequest(`strconv.ParseInt: parsing "${text ?? ''}": invalid syntax`);
  return Number(text ?? 0);
}

/** The key in etcd, by which lists are in order. */
function keyOf({ metadata }: Listed): string {
  return metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;
}

function tokenOf(last: string): string {
  return Buffer.from(JSON.stringify({ v: 'sandbox', last })).toString('base64url');
}

function lastOf(token: string | null): string | undefined {
  if (token === null || token === '') return undefined;
  const [, last] =
    /^\{"v":"sandbox","last":"([^"]+)"\}$/.exec(Buffer.from(token, 'base64url').toString('utf8')) ?? [];
  if (last === undefined) throw badRequest('invalid continue token: continue key is not valid');
  return last;
}
