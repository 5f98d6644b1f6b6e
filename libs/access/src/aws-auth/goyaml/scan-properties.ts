import { isBlankOrEnd } from './characters.ts';
import type { Cursor } from './cursor.ts';

const NAME = /[\w-]*/y;
const TAG =
  /!(?:<(?<verbatim>[\w\-;/?:@&=+$,.!~*'()[\]]+)>|(?<handle>[\w-]*!)?(?<suffix>[\w\-;/?:@&=+$,.!~*'()[\]]*))/y;

/** Scans the name behind `&` or `*` (yaml_parser_scan_anchor). */
export function scanAnchor(cursor: Cursor): string {
  const start = cursor.mark();
  NAME.lastIndex = cursor.offset + 1;
  const name = NAME.exec(cursor.text)?.[0] ?? '';
  cursor.offset += 1 + name.length;
  if (
    name === '' ||
    (!isBlankOrEnd(cursor.code()) && !'?:,]}%@`'.includes(cursor.text.charAt(cursor.offset)))
  ) {
    cursor.fail('an anchor or alias has no name of letters and digits', start);
  }
  return name;
}

/**
 * Scans a tag and returns it in full (yaml_parser_scan_tag): `!!int` as `tag:yaml.org,2002:int`, `!x` as itself.
 * Handles that a %TAG directive would have to define, and escapes (`%20`), are refused.
 */
export function scanTag(cursor: Cursor): string {
  const start = cursor.mark();
  TAG.lastIndex = cursor.offset;
  const match = TAG.exec(cursor.text);
  const { verbatim, handle, suffix = '' } = match?.groups ?? {};
  cursor.offset += match?.[0].length ?? 0;
  if (!isBlankOrEnd(cursor.code())) cursor.fail('a tag is not followed by a blank', start);
  if (verbatim !== undefined) return verbatim;
  if (handle === undefined) return `!${suffix}`;
  if (handle !== '!' || suffix === '') cursor.fail('a tag is not defined', start);
  return `tag:yaml.org,2002:${suffix}`;
}
