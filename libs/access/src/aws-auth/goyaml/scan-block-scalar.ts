import {
  DASH,
  GREATER,
  HASH,
  PLUS,
  SPACE,
  TAB,
  isBlank,
  isBreak,
  isBreakOrEnd,
  isDigit,
} from './characters.ts';
import type { Cursor } from './cursor.ts';
import { Scalar } from './scalar.ts';

export interface BlockContext {
  /** Column of the block that the scalar stands in; -1 at the top. */
  readonly indent: number;
  readonly tracksOrigins: boolean;
}

/** Scans a `|` or `>` scalar (yaml_parser_scan_block_scalar), which ends behind its last line. */
export function scanBlockScalar(cursor: Cursor, context: BlockContext): Scalar {
  const folded = cursor.code() === GREATER;
  const scalar = new Scalar(cursor, folded ? 'folded' : 'literal', context.tracksOrigins);
  const { chomp, increment } = scanHeader(cursor);
  const parent = context.indent;
  let { indent, breaks, end } = scanBreaks(
    cursor,
    increment > 0 ? Math.max(parent, 0) + increment : 0,
    parent,
  );
  let lineBreak = '';
  let afterBlank = false;
  while (cursor.column === indent && cursor.code() !== 0) {
    const beginsBlank = isBlank(cursor.code());
    const folds = folded && lineBreak === '\n' && !afterBlank && !beginsBlank;
    scalar.add(folds ? (breaks === '' ? ' ' : '') : lineBreak, cursor.offset);
    scalar.add(breaks, cursor.offset);
    afterBlank = beginsBlank;
    const start = cursor.offset;
    while (!isBreakOrEnd(cursor.code())) cursor.offset += 1;
    scalar.add(cursor.text.slice(start, cursor.offset), start);
    lineBreak = isBreak(cursor.code()) ? cursor.readBreak() : '';
    ({ indent, breaks, end } = scanBreaks(cursor, indent, parent));
  }
  if (chomp !== '-') scalar.add(lineBreak, end);
  if (chomp === '+') scalar.add(breaks, end);
  return scalar.close(end);
}

interface Header {
  readonly chomp: '+' | '-' | '';
  readonly increment: number;
}

function scanHeader(cursor: Cursor): Header {
  const start = cursor.mark();
  cursor.offset += 1;
  let chomp = readChomp(cursor);
  const increment = readIncrement(cursor);
  if (chomp === '' && increment > 0) chomp = readChomp(cursor);
  while (isBlank(cursor.code())) cursor.offset += 1;
  if (cursor.code() === HASH) while (!isBreakOrEnd(cursor.code())) cursor.offset += 1;
  if (!isBreakOrEnd(cursor.code())) cursor.fail('text follows | or > on the same line', start);
  if (isBreak(cursor.code())) cursor.readBreak();
  return { chomp, increment };
}

function readChomp(cursor: Cursor): Header['chomp'] {
  const code = cursor.code();
  if (code !== PLUS && code !== DASH) return '';
  cursor.offset += 1;
  return code === PLUS ? '+' : '-';
}

function readIncrement(cursor: Cursor): number {
  if (!isDigit(cursor.code())) return 0;
  const digit = cursor.code() - 0x30;
  if (digit === 0) cursor.fail('| or > is followed by the indentation 0');
  cursor.offset += 1;
  return digit;
}

interface Breaks {
  readonly indent: number;
  readonly breaks: string;
  readonly end: number;
}

/** Reads indentation and empty lines; an indentation of 0 is not known yet, and is found out here. */
function scanBreaks(cursor: Cursor, known: number, parent: number): Breaks {
  let breaks = '';
  let end = cursor.offset;
  let widest = 0;
  for (;;) {
    while ((known === 0 || cursor.column < known) && cursor.code() === SPACE) cursor.offset += 1;
    widest = Math.max(widest, cursor.column);
    if ((known === 0 || cursor.column < known) && cursor.code() === TAB) {
      cursor.fail('a tab stands where the indentation of a block scalar is expected');
    }
    if (!isBreak(cursor.code())) break;
    breaks += cursor.readBreak();
    end = cursor.offset;
  }
  return { indent: known === 0 ? Math.max(widest, parent + 1, 1) : known, breaks, end };
}
