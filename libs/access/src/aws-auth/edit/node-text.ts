import type { YamlNode } from '../goyaml/index.ts';

/** Behind the last letter of a node: a block scalar ends with its last line, not with the empty lines behind it. */
export function textEnd(text: string, node: YamlNode): number {
  let end = node.end;
  while (end > node.offset && /\s/.test(text.charAt(end - 1))) end -= 1;
  return end;
}

/** An offset within the last line of a node. */
export function lastOffset(text: string, node: YamlNode): number {
  return Math.max(node.offset, textEnd(text, node) - 1);
}

/** The offset of the comma that follows, or undefined; blanks and comments may stand before it. */
export function commaBehind(text: string, offset: number): number | undefined {
  // Piece by piece: one pattern for all of it would try every way to cut a comment in two.
  const piece = /\s+|#[^\r\n]*/y;
  let at = offset;
  for (piece.lastIndex = at; piece.test(text); piece.lastIndex = at) at = piece.lastIndex;
  return text.charAt(at) === ',' ? at : undefined;
}
