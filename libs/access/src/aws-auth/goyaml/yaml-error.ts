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
  /** A stable name in kebab case. */
  readonly code: string;

  constructor(message: string, { offset, line, column }: Mark, code = 'yaml-error') {
    super(message);
    this.mark = { offset, line, column };
    this.code = code;
  }
}
