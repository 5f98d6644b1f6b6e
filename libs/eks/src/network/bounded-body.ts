import { pipeline, Transform, type Readable } from 'node:stream';

/** The longest answer of AWS that is read: a query of DynamoDB has 1 MB, and what base64 adds to it. */
const LONGEST = 16 * 1024 * 1024;

/** By it an answer that is too long is known wherever it is thrown. */
export const TOO_LONG = 'ERR_ANSWER_TOO_LONG';

class AnswerTooLong extends Error {
  readonly code = TOO_LONG;
}

/**
 * The body of an answer, which ends with an error (and its connection with it) after 16 MiB, or when it is not whole in
 * so many milliseconds: the timeouts of the SDK's handler end with the headers.
 */
export function boundedBody(body: Readable, milliseconds: number): Readable {
  let size = 0;
  const bounded = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > LONGEST) done(new AnswerTooLong());
      else done(null, chunk);
    },
  });
  const timer = setTimeout(() => {
    bounded.destroy(new DOMException('the answer was not whole in time', 'TimeoutError'));
  }, milliseconds);
  pipeline(body, bounded, () => clearTimeout(timer));
  return bounded;
}
