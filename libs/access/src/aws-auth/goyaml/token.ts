import type { Mark } from './yaml-error.ts';

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export type TokenKind =
  | 'streamStart'
  | 'streamEnd'
  | 'versionDirective'
  | 'tagDirective'
  | 'documentStart'
  | 'documentEnd'
  | 'blockSequenceStart'
  | 'blockMappingStart'
  | 'blockEnd'
  | 'flowSequenceStart'
  | 'flowSequenceEnd'
  | 'flowMappingStart'
  | 'flowMappingEnd'
  | 'blockEntry'
  | 'flowEntry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface Token {
  readonly kind: TokenKind;
  readonly start: Mark;
  /** Offset behind the token. */
  readonly end: number;
  /** A scalar's value, an anchor's or alias' name, a tag's or tag directive's handle, a version. */
  readonly value: string;
  /** A tag without its handle; what a handle stands for. */
  readonly suffix: string;
  readonly style: ScalarStyle;
  readonly origins: readonly number[] | undefined;
}

/** A token that says all by its kind. */
export function indicator(kind: TokenKind, start: Mark, end = start.offset): Token {
  return { kind, start, end, value: '', suffix: '', style: 'plain', origins: undefined };
}
