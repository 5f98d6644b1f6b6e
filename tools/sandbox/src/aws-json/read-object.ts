import { AwsError } from '../aws-error.ts';

/** The body of a request. AwsError 400 where it is no JSON object. */
export function readObject(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, unknown>;
  } catch {
    // The same as another kind of JSON.
  }
  throw new AwsError(400, 'SerializationException', 'the body is no JSON object');
}
