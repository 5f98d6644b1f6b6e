/** An error of an AWS service, in its words. Each protocol has its own way to say it in an answer. */
export class AwsError extends Error {
  override name = 'AwsError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
