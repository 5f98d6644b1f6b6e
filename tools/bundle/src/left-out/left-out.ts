/** A file of a package that a worker reaches by import and never by call, and what stands in its place. */
export interface LeftOut {
  /** Why nothing is missing. */
  readonly why: string;
  /** Files by their path, with `/`. */
  readonly file: RegExp;
  /** The source that is bundled instead of the file’s own; may throw an Error where the file is not what it was. */
  readonly instead: (source: string, path: string) => string;
}
