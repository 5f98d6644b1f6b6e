import type { ScalarNode } from './node.ts';
import { resolvePlain, type ScalarType } from './resolve-plain.ts';
import type { ScalarValue } from './resolve.ts';
import type { Mark } from './yaml-error.ts';

/**
 * A scalar, put together from pieces of the source: token, node and, as long as it has no tag, value in one, for a
 * document has thousands.
 */
export class Scalar implements ScalarNode, ScalarValue {
  readonly kind = 'scalar';
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  end: number;
  readonly anchor = undefined;
  readonly tag = '';
  readonly style: ScalarNode['style'];
  value = '';
  type: ScalarType = 'string';
  readonly origins: number[] | undefined;

  constructor({ offset, line, column }: Mark, style: ScalarNode['style'], tracksOrigins: boolean) {
    this.offset = offset;
    this.line = line;
    this.column = column;
    this.end = offset;
    this.style = style;
    this.origins = tracksOrigins ? [] : undefined;
  }

  get text(): string {
    return this.value;
  }

  get node(): this {
    return this;
  }

  add(piece: string, offset: number): void {
    if (piece === '') return;
    this.origins?.push(this.value.length, offset);
    this.value += piece;
  }

  /** Nothing more belongs to it: says where it ends, and so what it is. */
  close(end: number): this {
    this.end = end;
    if (this.style === 'plain' || this.style === 'empty') this.type = resolvePlain(this.value);
    return this;
  }
}

/** Line breaks between two lines of a flow scalar: one counts as a blank, of more the first counts as nothing. */
export function foldBreaks(first: string, others: string): string {
  if (!first.startsWith('\n')) return first + others;
  return others === '' ? ' ' : others;
}
