/** Step Functions' limit for the input or output of a state: 256 KiB of JSON in UTF-8. */
export const PAYLOAD_LIMIT = 256 * 1024;

/** What AWS throws for a payload over the limit; as there, neither Retry nor Catch sees it. */
export class DataLimitError extends Error {
  override readonly name = 'States.DataLimitExceeded';
  // The engine asks for these two.
  readonly isRetryable = false;
  readonly isCatchable = false;
}

/**
 * A value as it arrives on the other side of a state: through JSON, so that what JSON has no word for (undefined, a
 * Date, a class) is lost here as on AWS. Throws DataLimitError above 256 KiB, naming the state and which side.
 */
export function passed(value: unknown, where: string): unknown {
  const json = JSON.stringify(value ?? null);
  const bytes = Buffer.byteLength(json);
  if (bytes > PAYLOAD_LIMIT) {
    throw new DataLimitError(`${where} has ${bytes} bytes; a state's payload ends at ${PAYLOAD_LIMIT}`);
  }
  return JSON.parse(json);
}
