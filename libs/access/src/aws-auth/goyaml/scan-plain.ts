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
  isLetter,
} from './characters.ts';
import type { Cursor } from './cursor.ts';
import { Scalar, foldBreaks } from './scalar.ts';
import type { ScanState } from './scan-state.ts';

/** True at a `---` or `...` that begins a line and stands alone. */
export function atDocumentIndicator(cursor: Cursor): boolean {
  if (cursor.offset !== cursor.lineStart) return false;
  const code = cursor.code();
  if (code !== DASH && code !== DOT) return false;
  return cursor.code(1) === code && cursor.code(2) === code && isBlankOrEnd(cursor.code(3));
}

/**
 * Fetches a plain scalar (scannerc.go, yaml_parser_scan_plain_scalar), which may go on over several lines. Behind a
 * line break a key may begin.
 */
export function fetchPlain(state: ScanState, tracksOrigins: boolean): void {
  const { cursor, indent } = state;
  state.saveKey();
  const scalar = new Scalar(cursor, 'plain', tracksOrigins);
  const inFlow = state.flowLevel > 0;
  let end = cursor.offset;
  let breaks: string | undefined;
  while (!atDocumentIndicator(cursor) && cursor.code() !== HASH) {
    const start = cursor.offset;
    const behind = skipLine(cursor, inFlow);
    if (behind > start) {
      scalar.add(breaks ?? '', end);
      scalar.add(cursor.text.slice(start, behind), start);
      breaks = undefined;
      end = behind;
    }
    if (!isBreak(cursor.code())) break;
    breaks = scanBreaks(cursor, indent + 1);
    if (!inFlow && cursor.column <= indent) break;
  }
  state.queue.push(scalar.close(end));
  state.keyAllowed = breaks !== undefined;
}

/** Moves over what belongs to the scalar in this line, and the blanks behind it; gives where its last word ends. */
function skipLine(cursor: Cursor, inFlow: boolean): number {
  let end = cursor.offset;
  for (;;) {
    const start = cursor.offset;
    skipWord(cursor, inFlow);
    if (cursor.offset === start) return end;
    end = cursor.offset;
    while (isBlank(cursor.code())) cursor.offset += 1;
    if (cursor.offset === end || cursor.code() === HASH) return end;
  }
}

function skipWord(cursor: Cursor, inFlow: boolean): void {
  const { text } = cursor;
  let at = cursor.offset;
  for (;;) {
    const code = text.charCodeAt(at);
    // Most are letters, which end nothing.
    if (isLetter(code)) {
      at += 1;
      continue;
    }
    if (isBlankOrEnd(code)) break;
    if (code === COLON && isBlankOrEnd(text.charCodeAt(at + 1))) break;
    if (inFlow && isFlowIndicator(code)) break;
    at += 1;
  }
  cursor.offset = at;
}

/** Moves over line breaks and the blanks among them, to the next text; gives what the breaks count as. */
function scanBreaks(cursor: Cursor, indent: number): string {
  const first = cursor.readBreak();
  let others = '';
  for (;;) {
    const code = cursor.code();
    if (isBreak(code)) others += cursor.readBreak();
    else if (!isBlank(code)) return foldBreaks(first, others);
    else if (code === TAB && cursor.column < indent) {
      cursor.fail('a tab stands where the indentation of a scalar is expected');
    } else cursor.offset += 1;
  }
}
