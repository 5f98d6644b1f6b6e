import {
  COLON,
  DASH,
  DOT,
  HASH,
  TAB,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isFlowIndicator,
} from './characters.ts';
import type { Cursor } from './cursor.ts';
import { ScalarText, foldBreaks } from './scalar-text.ts';

/** True at a `---` or `...` that begins a line and stands alone. */
export function atDocumentIndicator(cursor: Cursor): boolean {
  if (cursor.offset !== cursor.lineStart) return false;
  const code = cursor.code();
  if (code !== DASH && code !== DOT) return false;
  return cursor.code(1) === code && cursor.code(2) === code && isBlankOrEnd(cursor.code(3));
}

export interface PlainContext {
  /** The least column at which a further line still belongs to the scalar. */
  readonly indent: number;
  readonly inFlow: boolean;
  readonly tracksOrigins: boolean;
}

export interface PlainScalar {
  readonly text: ScalarText;
  readonly end: number;
  /** True when the scalar was followed by a line break, after which a simple key may start. */
  readonly endedLine: boolean;
}

/** Scans a plain scalar (scannerc.go, yaml_parser_scan_plain_scalar); it may go on over several lines. */
export function scanPlain(cursor: Cursor, context: PlainContext): PlainScalar {
  const text = new ScalarText(context.tracksOrigins);
  let end = cursor.offset;
  let gap = new Gap();
  while (!atDocumentIndicator(cursor) && cursor.code() !== HASH) {
    const start = cursor.offset;
    skipWord(cursor, context.inFlow);
    if (cursor.offset > start) {
      text.add(gap.joined(), end);
      text.add(cursor.text.slice(start, cursor.offset), start);
      gap = new Gap();
      end = cursor.offset;
    }
    if (!isBlank(cursor.code()) && !isBreak(cursor.code())) break;
    gap.scan(cursor, context.indent);
    if (!context.inFlow && cursor.column < context.indent) break;
  }
  return { text, end, endedLine: gap.hasBreak };
}

function skipWord(cursor: Cursor, inFlow: boolean): void {
  for (;;) {
    const code = cursor.code();
    if (isBlankOrEnd(code)) return;
    if (code === COLON && isBlankOrEnd(cursor.code(1))) return;
    if (inFlow && isFlowIndicator(code)) return;
    cursor.offset += 1;
  }
}

/** The blanks and line breaks between two words of a plain scalar. */
class Gap {
  hasBreak = false;
  private blanks = '';
  private first = '';
  private others = '';

  joined(): string {
    return this.hasBreak ? foldBreaks(this.first, this.others) : this.blanks;
  }

  scan(cursor: Cursor, indent: number): void {
    for (;;) {
      const code = cursor.code();
      if (isBlank(code)) {
        if (this.hasBreak && code === TAB && cursor.column < indent) {
          cursor.fail('a tab stands where the indentation of a scalar is expected');
        }
        if (!this.hasBreak) this.blanks += String.fromCharCode(code);
        cursor.offset += 1;
      } else if (isBreak(code)) {
        if (this.hasBreak) this.others += cursor.readBreak();
        else this.first = cursor.readBreak();
        this.hasBreak = true;
      } else return;
    }
  }
}
