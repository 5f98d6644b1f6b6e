/** The text cannot be edited so that it surely reads as it should; nothing was changed. */
export class UneditableError extends Error {
  override readonly name = 'UneditableError';
  /** The key of the ConfigMap. */
  readonly key: string;
  readonly why: string;

  constructor(key: string, why: string) {
    super(`${key} cannot be edited: ${why}; mend it by hand`);
    this.key = key;
    this.why = why;
  }
}
