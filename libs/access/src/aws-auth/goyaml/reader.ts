import { CR, LF } from './characters.ts';
import type { CursorOptions } from './cursor.ts';

/** A character that goyaml does not get past, or where we cannot tell what it does. */
export interface Refused {
  readonly offset: number;
  /** Where the scanner must have come for goyaml to meet it: text behind the first document is not all read. */
  readonly metAt: number;
  readonly message: string;
}

// What the reader refuses wherever it stands (readerc.go), and a lone surrogate, which no UTF-8 has.
const REFUSED =
  /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** How many characters the scanner looks ahead at most: behind `\U`; where a mark may stand, for `--- `. */
const AHEAD = 8;
const AHEAD_OF_MARK = 4;

/** Finds the first character that no YAML text may hold, and tells when goyaml meets it. */
export function findRefused(text: string, options: CursorOptions): Refused | undefined {
  const offset = text.search(REFUSED);
  const mark = text.lastIndexOf('\ufeff');
  if (offset < 0 && mark < 1) return undefined;
  const pieces = piecesOf(text, options);
  const unsure = mark < 1 ? undefined : unsureMark(text, pieces);
  if (offset < 0 || (unsure !== undefined && unsure.offset < offset)) return unsure;
  const code = text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, '0');
  const begin = pieces.findLast((piece) => piece <= offset) ?? 0;
  return { offset, metAt: begin - AHEAD, message: `the character U+${code} is not allowed` };
}

/**
 * A byte order mark behind the beginning is text. But goyaml looks for one at the beginning of its buffer instead of
 * where it is (yamlprivateh.go, is_bom), and while it finds one there skips the first character of each line. Its
 * buffer begins behind a mark at the beginning of the text, and again wherever a piece ends.
 */
function unsureMark(text: string, pieces: readonly number[]): Refused | undefined {
  const ends = [...pieces.slice(1), text.length];
  // Marks come in order, and so do the ends that they stand before.
  let at = 0;
  const near = (offset: number) => {
    if (offset === 1 && text.startsWith('\ufeff')) return true;
    while ((ends[at] ?? offset) < offset) at += 1;
    const moved = (ends[at + 1] ?? text.length) + AHEAD_OF_MARK;
    return offset >= (ends[at] ?? offset) - AHEAD_OF_MARK && ATOP.test(text.slice(offset - 1, moved));
  };
  for (let offset = text.indexOf('\ufeff', 1); offset > 0; offset = text.indexOf('\ufeff', offset + 1)) {
    if (near(offset))
      return { offset, metAt: 0, message: 'a byte order mark stands where it is not read for certain' };
  }
  return undefined;
}

/** A mark that begins a line, or before another line that is not empty: only then does goyaml look for one. */
const ATOP = /^[\n\r\u0085\u2028\u2029]|[\n\r\u0085\u2028\u2029][^\n\r\u0085\u2028\u2029]/;

/** The size of the pieces in which the reader decodes a text, in bytes of UTF-8 (yamlprivateh.go). */
const PIECE = 512;

/** Offsets where the reader's pieces begin. */
function piecesOf(text: string, { file }: CursorOptions): readonly number[] {
  const begins = [0];
  let room = PIECE;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // kubectl has taken out the CR of a CRLF before.
    const size = file && code === CR && text.charCodeAt(at + 1) === LF ? 0 : bytesOf(code);
    if (size > room) {
      begins.push(at);
      room = PIECE;
    }
    room -= size;
  }
  return begins;
}

/** Of a pair of surrogates the first counts for both; lone ones stand for one byte that is no UTF-8. */
function bytesOf(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  if (code >= 0xd800 && code < 0xdc00) return 4;
  return code >= 0xdc00 && code < 0xe000 ? 0 : 3;
}
