import type { ScalarNode } from '../goyaml/index.ts';
import type { Position } from '../reading.ts';

/** The lines of a text: from offsets to positions, which count from 1, and back. */
export class Lines {
  private readonly begins: readonly number[];

  constructor(text: string) {
    this.begins = [
      0,
      ...Array.from(
        text.matchAll(/\r\n|[\n\r\u0085\u2028\u2029]/g),
        ({ 0: end, index }) => index + end.length,
      ),
    ];
  }

  positionAt(offset: number): Position {
    const line = lastAtMost(this.begins.length, (index) => this.begins[index] ?? 0, offset);
    return { line: line + 1, column: offset - (this.begins[line] ?? 0) + 1 };
  }

  offsetOf({ line, column }: Position): number {
    return (this.begins[line - 1] ?? 0) + column - 1;
  }
}

/** Where in the source of a scalar an offset within its value comes from: block, quoted and folded ones alike. */
export function sourceOffset({ origins = [], offset }: ScalarNode, within: number): number {
  const pair = lastAtMost(origins.length / 2, (index) => origins[index * 2] ?? 0, within);
  const [inValue = 0, inSource = offset] = origins.slice(pair * 2, pair * 2 + 2);
  return inSource + within - inValue;
}

/** The last index whose value is at most `wanted`, of values that rise; 0 where there is none. */
function lastAtMost(count: number, valueOf: (index: number) => number, wanted: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (valueOf(middle) <= wanted) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}
