import type { ScalarNode } from './node.ts';
import type { Mark } from './yaml-error.ts';

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export type IndicatorKind =
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
  | 'tag';

/** A token that is no scalar. */
export interface Indicator extends Mark {
  readonly kind: IndicatorKind;
  /** Offset behind the token. */
  readonly end: number;
  /** An anchor's or alias' name, a tag's or tag directive's handle, a version. */
  readonly value: string;
  /** A tag without its handle; what a handle stands for. */
  readonly suffix: string;
}

/** A scalar is its own token: of the thousands in a document none is copied. */
export type Token = Indicator | ScalarNode;
export type TokenKind = Token['kind'];
