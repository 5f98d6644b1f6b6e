/** Where in a text something stands: the offset, and line and column counted from 0. */
export interface Mark {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** A text is not YAML to the authenticator, or uses what we do not read as surely as it does. */
export class YamlError extends Error {
  override readonly name = 'YamlError';
  readonly mark: Mark;

  constructor(message: string, mark: Mark) {
    super(message);
    this.mark = mark;
  }
}
