import { BACKSLASH, DOUBLE_QUOTE, SINGLE_QUOTE, isBlank, isBlankOrEnd, isBreak } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { ScalarText, foldBreaks } from './scalar-text.ts';
import { atDocumentIndicator } from './scan-plain.ts';
import type { Mark } from './yaml-error.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Scans a quoted scalar from its opening to behind its closing quote (yaml_parser_scan_flow_scalar). */
export function scanQuoted(cursor: Cursor, tracksOrigins: boolean): ScalarText {
  const start = cursor.mark();
  const quote = cursor.code();
  const text = new ScalarText(tracksOrigins);
  cursor.offset += 1;
  for (;;) {
    if (atDocumentIndicator(cursor))
      cursor.fail('a quoted scalar is not closed before the document ends', start);
    if (cursor.code() === 0) cursor.fail('a quoted scalar is not closed', start);
    const escapedBreak = scanWords(cursor, { text, quote, start });
    if (cursor.code() === quote && !escapedBreak) break;
    scanGap(cursor, text, escapedBreak);
  }
  cursor.offset += 1;
  return text;
}

interface Words {
  readonly text: ScalarText;
  readonly quote: number;
  readonly start: Mark;
}

/** Reads what is neither blank nor break; true when it ended at an escaped line break. */
function scanWords(cursor: Cursor, { text, quote, start }: Words): boolean {
  let from = cursor.offset;
  const flush = () => text.add(cursor.text.slice(from, cursor.offset), from);
  while (!isBlankOrEnd(cursor.code())) {
    const code = cursor.code();
    if (code === quote && !(quote === SINGLE_QUOTE && cursor.code(1) === SINGLE_QUOTE)) break;
    if (code === quote) {
      flush();
      text.add("'", cursor.offset);
      from = cursor.offset += 2;
    } else if (quote === DOUBLE_QUOTE && code === BACKSLASH) {
      flush();
      if (isBreak(cursor.code(1))) {
        cursor.offset += 1;
        cursor.readBreak();
        return true;
      }
      scanEscape(cursor, text, start);
      from = cursor.offset;
    } else cursor.offset += 1;
  }
  flush();
  return false;
}

function scanEscape(cursor: Cursor, text: ScalarText, start: Mark): void {
  const letter = cursor.text.charAt(cursor.offset + 1);
  const known = ESCAPES[letter];
  if (known !== undefined) {
    text.add(known, cursor.offset);
    cursor.offset += 2;
    return;
  }
  const length = DIGITS[letter] ?? cursor.fail(`a quoted scalar holds the unknown escape \\${letter}`);
  const digits = cursor.text.slice(cursor.offset + 2, cursor.offset + 2 + length);
  if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits)) {
    cursor.fail(`the escape \\${letter} needs ${length} hexadecimal digits`, start);
  }
  const point = Number.parseInt(digits, 16);
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
    cursor.fail(`the escape \\${letter}${digits} is no Unicode character`);
  }
  text.add(String.fromCodePoint(point), cursor.offset);
  cursor.offset += 2 + length;
}

/** Reads blanks and breaks between words; blanks at a break count as nothing. */
function scanGap(cursor: Cursor, text: ScalarText, escapedBreak: boolean): void {
  const from = cursor.offset;
  let atLineStart = escapedBreak;
  let blanks = '';
  let first = '';
  let others = '';
  for (;;) {
    const code = cursor.code();
    if (isBlank(code)) {
      if (!atLineStart) blanks += String.fromCharCode(code);
      cursor.offset += 1;
    } else if (isBreak(code)) {
      if (atLineStart) others += cursor.readBreak();
      else first = cursor.readBreak();
      atLineStart = true;
    } else break;
  }
  if (!atLineStart) text.add(blanks, from);
  else text.add(foldBreaks(first, others), from);
}
