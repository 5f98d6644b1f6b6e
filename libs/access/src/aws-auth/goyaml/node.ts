import type { ScalarStyle } from './token.ts';
import type { Mark } from './yaml-error.ts';

/** Where the node begins: at its anchor or tag, if it has one. */
interface Placed extends Mark {
  /** Offset behind its last character; of a block collection, behind its last child. */
  readonly end: number;
  readonly anchor: string | undefined;
  /** The tag in full, or empty. */
  readonly tag: string;
}

export interface ScalarNode extends Placed {
  readonly kind: 'scalar';
  readonly value: string;
  /** `empty`: nothing is written where the node stands. */
  readonly style: ScalarStyle | 'empty';
  /** Pairs of an offset in `value` and the offset in the text that it comes from; only when asked for. */
  readonly origins: readonly number[] | undefined;
}

export interface SequenceNode extends Placed {
  readonly kind: 'sequence';
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
  /** In a block: offset of the dash of each item, and the column in which all of them stand. */
  readonly dashes: readonly number[];
  readonly dashColumn: number;
}

export interface Entry {
  readonly key: YamlNode;
  readonly value: YamlNode;
  /** Offset behind the colon; of the key, where there is no colon. */
  readonly colon: number;
}

export interface MappingNode extends Placed {
  readonly kind: 'mapping';
  readonly flow: boolean;
  readonly entries: readonly Entry[];
}

/** A node with an anchor; it is filled in when the node has been read, for an alias may stand within it. */
export interface Anchored {
  node: YamlNode | undefined;
}

export interface AliasNode extends Placed {
  readonly kind: 'alias';
  readonly target: Anchored;
}

export type YamlNode = ScalarNode | SequenceNode | MappingNode | AliasNode;

/** A `{…}` without anchor and tag. */
export function flowMapping(
  { offset, line, column }: Mark,
  end: number,
  entries: readonly Entry[],
): MappingNode {
  return { kind: 'mapping', flow: true, offset, line, column, end, anchor: undefined, tag: '', entries };
}
