import type { Request } from '../http/message.ts';
import type { Json } from './merge-patch.ts';
import { badRequest, unsupportedMediaType } from './status.ts';

/** The body of a request. StatusError 415 for another format (the sandbox has no protobuf), 400 for broken JSON. */
export function readJson(request: Request): Json {
  const type = request.headers['content-type'] ?? 'application/json';
  if (!type.includes('json')) throw unsupportedMediaType();
  try {
    return JSON.parse(request.body.toString('utf8')) as Json;
  } catch {
    throw badRequest('the body is not JSON');
  }
}
