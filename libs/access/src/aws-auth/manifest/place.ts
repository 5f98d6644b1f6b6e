import type { ScalarNode } from '../goyaml/index.ts';
import type { Position } from '../reading.ts';

/** The position in a text of an offset. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineBegin = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineBegin + 1 };
}

/** The offset in a text of a position, counted from 1. */
function offsetOf(text: string, { line, column }: Position): number {
  let begin = 0;
  for (let left = line - 1; left > 0; left -= 1) {
    const end = text.indexOf('\n', begin);
    if (end === -1) return text.length;
    begin = end + 1;
  }
  return Math.min(text.length, begin + column - 1);
}

/** Where in the source of a scalar a position within its value comes from: block, quoted and folded ones alike. */
export function sourceOffset(node: ScalarNode, within: Position): number {
  const wanted = offsetOf(node.value, within);
  const origins = node.origins ?? [];
  for (let index = origins.length - 2; index >= 0; index -= 2) {
    const [inValue = 0, inSource = 0] = origins.slice(index, index + 2);
    if (inValue <= wanted) return inSource + (wanted - inValue);
  }
  return node.start.offset;
}
