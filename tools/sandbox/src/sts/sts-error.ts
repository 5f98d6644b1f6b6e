/** An error of STS, in AWS's words. */
export class StsError extends Error {
  override name = 'StsError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
