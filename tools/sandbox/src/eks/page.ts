import { invalidParameter } from './invalid-parameter.ts';

const LARGEST = 100;

/** One page of names, by maxResults and nextToken; the token is the place to go on at. */
export function pageOf(names: readonly string[], query: URLSearchParams) {
  const size = Number(query.get('maxResults') ?? LARGEST);
  const start = Number(Buffer.from(query.get('nextToken') ?? '', 'base64url').toString('utf8') || '0');
  if (!Number.isInteger(size) || size < 1 || size > LARGEST)
    throw invalidParameter('maxResults must lie in 1-100');
  if (!Number.isInteger(start) || start < 0 || start > names.length)
    throw invalidParameter('nextToken is not one of ours');
  const end = start + size;
  const nextToken = end < names.length ? Buffer.from(String(end)).toString('base64url') : null;
  return { page: names.slice(start, end), nextToken };
}
