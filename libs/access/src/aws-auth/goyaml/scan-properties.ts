import { isBlankOrEnd, isBreak } from './characters.ts';
import type { Cursor } from './cursor.ts';

const NAME = /[\w-]*/y;
const HANDLE = /![\w-]*!?/y;
const URI = /(?:[\w\-;/?:@&=+$,.!~*'()[\]]|%[0-9a-fA-F]{2})*/y;

/** Scans the name behind `&` or `*` (yaml_parser_scan_anchor). */
export function scanAnchor(cursor: Cursor): string {
  const start = cursor.mark();
  const name = take(cursor, NAME, 1);
  if (
    name === '' ||
    (!isBlankOrEnd(cursor.code()) && !'?:,]}%@`'.includes(cursor.text.charAt(cursor.offset)))
  ) {
    cursor.fail('an anchor or alias has no name of letters and digits', start);
  }
  return name;
}

/** Takes what matches `skipped` characters behind the cursor. */
function take(cursor: Cursor, pattern: RegExp, skipped = 0): string {
  pattern.lastIndex = cursor.offset + skipped;
  const found = pattern.exec(cursor.text)?.[0] ?? '';
  cursor.offset += skipped + found.length;
  return found;
}

/** A tag as it is written: `!!int` has the handle `!!`, `!x` the handle `!`, `!<x>` and `!` have none. */
export interface Tag {
  readonly handle: string;
  readonly suffix: string;
}

/** Scans a tag (yaml_parser_scan_tag). */
export function scanTag(cursor: Cursor): Tag {
  const start = cursor.mark();
  const tag = cursor.text.charAt(cursor.offset + 1) === '<' ? scanVerbatim(cursor) : scanShort(cursor);
  if (!isBlankOrEnd(cursor.code())) cursor.fail('a tag is not followed by a blank', start);
  return tag;
}

function scanVerbatim(cursor: Cursor): Tag {
  cursor.offset += 2;
  const suffix = scanUri(cursor);
  if (suffix === '' || cursor.text.charAt(cursor.offset) !== '>') cursor.fail('a tag is not closed by >');
  cursor.offset += 1;
  return { handle: '', suffix };
}

function scanShort(cursor: Cursor): Tag {
  const handle = take(cursor, HANDLE);
  const uri = scanUri(cursor);
  if (handle.length > 1 && handle.endsWith('!')) {
    if (uri === '') cursor.fail('a tag has no name');
    return { handle, suffix: uri };
  }
  const suffix = handle.slice(1) + uri;
  return suffix === '' ? { handle: '', suffix: '!' } : { handle: '!', suffix };
}

/** Scans a part of a tag; escaped bytes (`%20`) must be UTF-8, and are returned one a character. */
function scanUri(cursor: Cursor): string {
  const uri = take(cursor, URI);
  if (cursor.text.charAt(cursor.offset) === '%') cursor.fail('a % in a tag is not followed by two digits');
  const escaped = /(?:%[0-9a-fA-F]{2})+/g;
  return uri.replaceAll(escaped, (all) => {
    const bytes = bytesOf(all);
    if (!isUtf8(bytes)) cursor.fail('an escape in a tag is no UTF-8');
    return String.fromCharCode(...bytes);
  });
}

function bytesOf(escaped: string): readonly number[] {
  return escaped
    .split('%')
    .slice(1)
    .map((digits) => Number.parseInt(digits, 16));
}

/** As loosely as goyaml has it: leading bytes say how many follow (yaml_parser_scan_uri_escapes). */
function isUtf8(bytes: readonly number[]): boolean {
  let expected = 0;
  for (const byte of bytes) {
    const width = byte < 0x80 ? 1 : byte < 0xc0 ? 0 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf8 ? 4 : 0;
    if (expected > 0 ? (byte & 0xc0) !== 0x80 : width === 0) return false;
    expected = expected > 0 ? expected - 1 : width - 1;
  }
  return expected === 0;
}

/** What a line that begins with % says: the version of YAML, or what a handle of tags stands for. */
export type Directive =
  | { readonly kind: 'versionDirective'; readonly version: string }
  | { readonly kind: 'tagDirective'; readonly handle: string; readonly prefix: string };

const VERSION = /[ \t]*([0-9]{1,2}\.[0-9]{1,2})(?![0-9])/y;

/** Scans a directive and the rest of its line (yaml_parser_scan_directive). */
export function scanDirective(cursor: Cursor): Directive {
  const start = cursor.mark();
  const name = take(cursor, NAME, 1);
  if (!isBlankOrEnd(cursor.code()))
    cursor.fail('a directive (% at the beginning of a line) has no name', start);
  const directive = scanDirectiveValue(cursor, name) ?? cursor.fail(`there is no directive %${name}`, start);
  take(cursor, /[ \t]*(?:#[^\n\r\u0085\u2028\u2029\0]*)?/y);
  if (!isBlankOrEnd(cursor.code())) cursor.fail('text follows a directive', start);
  if (isBreak(cursor.code())) cursor.readBreak();
  return directive;
}

function scanDirectiveValue(cursor: Cursor, name: string): Directive | undefined {
  if (name === 'YAML') {
    const version = take(cursor, VERSION).trim();
    return version === '' ? undefined : { kind: 'versionDirective', version };
  }
  if (name !== 'TAG') return undefined;
  take(cursor, /[ \t]*/y);
  const handle = take(cursor, /!(?:[\w-]*!)?(?![\w-])/y);
  const blanks = take(cursor, /[ \t]+/y);
  const prefix = handle === '' || blanks === '' ? '' : scanUri(cursor);
  if (prefix === '' || !isBlankOrEnd(cursor.code())) return undefined;
  return { kind: 'tagDirective', handle, prefix };
}
