import type { Request } from '../http/message.ts';
import type { Json } from './merge-patch.ts';
import { badRequest, unsupportedMediaType } from './status.ts';

/** The body of a request. StatusError 415 for another format (the sandbox has no protobuf), 400 for broken JSON. */
export function readJson(request: Request): Json {
  const type = request.headers['content-type'] ?? 'application/json';
  if (!type.includes('json')) throw unsupportedMediaType();
  return parseJson(request, 'the body is not JSON');
}

/** The body of a request, whatever it says it is. StatusError 400 in these words where it is no JSON. */
export function parseJson({ body }: Request, refusal: string): Json {
  try {
    return JSON.parse(body.toString('utf8')) as Json;
  } catch {
    throw badRequest(refusal);
  }
}
