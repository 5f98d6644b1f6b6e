import { BACKSLASH, DOUBLE_QUOTE, SINGLE_QUOTE, isBlank, isBlankOrEnd, isBreak } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { Scalar, foldBreaks } from './scalar.ts';
import { atDocumentIndicator } from './scan-plain.ts';

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
export function scanQuoted(cursor: Cursor, tracksOrigins: boolean): Scalar {
  const quote = cursor.code();
  const scalar = new Scalar(cursor, quote === SINGLE_QUOTE ? 'single' : 'double', tracksOrigins);
  cursor.offset += 1;
  for (;;) {
    if (atDocumentIndicator(cursor))
      cursor.fail('a quoted scalar is not closed before the document ends', scalar);
    if (cursor.code() === 0) cursor.fail('a quoted scalar is not closed', scalar);
    const escapedBreak = scanWords(cursor, scalar, quote);
    if (cursor.code() === quote && !escapedBreak) break;
    scanGap(cursor, scalar, escapedBreak);
  }
  cursor.offset += 1;
  return scalar.close(cursor.offset);
}

/** Reads what is neither blank nor break; true when it ended at an escaped line break. */
function scanWords(cursor: Cursor, scalar: Scalar, quote: number): boolean {
  let from = cursor.offset;
  const flush = () => scalar.add(cursor.text.slice(from, cursor.offset), from);
  while (!isBlankOrEnd(cursor.code())) {
    const code = cursor.code();
    if (code === quote && !(quote === SINGLE_QUOTE && cursor.code(1) === SINGLE_QUOTE)) break;
    if (code === quote) {
      flush();
      scalar.add("'", cursor.offset);
      from = cursor.offset += 2;
    } else if (quote === DOUBLE_QUOTE && code === BACKSLASH) {
      flush();
      if (isBreak(cursor.code(1))) {
        cursor.offset += 1;
        cursor.readBreak();
        return true;
      }
      scanEscape(cursor, scalar);
      from = cursor.offset;
    } else cursor.offset += 1;
  }
  flush();
  return false;
}

function scanEscape(cursor: Cursor, scalar: Scalar): void {
  const letter = cursor.text.charAt(cursor.offset + 1);
  const known = ESCAPES[letter];
  if (known !== undefined) {
    scalar.add(known, cursor.offset);
    cursor.offset += 2;
    return;
  }
  const length = DIGITS[letter] ?? cursor.fail(`a quoted scalar holds the unknown escape \\${letter}`);
  const digits = cursor.text.slice(cursor.offset + 2, cursor.offset + 2 + length);
  if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits)) {
    cursor.fail(`the escape \\${letter} needs ${length} hexadecimal digits`, scalar);
  }
  const point = Number.parseInt(digits, 16);
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
    cursor.fail(`the escape \\${letter}${digits} is no Unicode character`);
  }
  scalar.add(String.fromCodePoint(point), cursor.offset);
  cursor.offset += 2 + length;
}

/** Reads blanks and breaks between words; blanks at a break count as nothing. */
function scanGap(cursor: Cursor, scalar: Scalar, escapedBreak: boolean): void {
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
  if (!atLineStart) scalar.add(blanks, from);
  else scalar.add(foldBreaks(first, others), from);
}
