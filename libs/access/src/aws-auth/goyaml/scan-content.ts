import * as characters from './characters.ts';
import { isBlankOrEnd } from './characters.ts';
import { scanBlockScalar } from './scan-block-scalar.ts';
import type { CursorOptions } from './cursor.ts';
import { fetchPlain } from './scan-plain.ts';
import { scanAnchor, scanTag } from './scan-properties.ts';
import { scanQuoted } from './scan-quoted.ts';
import type { ScanState } from './scan-state.ts';

export interface ScanOptions extends CursorOptions {
  /** Records where in the source each piece of a scalar comes from. */
  readonly tracksOrigins: boolean;
}

const { COLON, DASH, DOUBLE_QUOTE, GREATER, QUESTION, SINGLE_QUOTE } = characters;
const STAR = 0x2a;
const AMPERSAND = 0x26;
const EXCLAMATION = 0x21;
const PIPE = 0x7c;

const NO_PLAIN_START = new Set(Array.from(`-?:,[]{}#&*!|>'"%@\``, (letter) => letter.charCodeAt(0)));

/** Fetches the scalar, anchor, alias or tag that begins here (the second half of yaml_parser_fetch_next_token). */
export function fetchContent(state: ScanState, options: ScanOptions): void {
  const code = state.cursor.code();
  if (code === STAR || code === AMPERSAND || code === EXCLAMATION) fetchProperty(state, code);
  else if ((code === PIPE || code === GREATER) && state.flowLevel === 0) fetchBlockScalar(state, options);
  else if (code === SINGLE_QUOTE || code === DOUBLE_QUOTE) fetchQuoted(state, options);
  else if (mayBeginPlain(state, code)) fetchPlain(state, options.tracksOrigins);
  else state.cursor.fail(`${describe(code)} may not begin a value`);
}

function describe(code: number): string {
  return code === characters.TAB ? 'a tab' : `the character ${String.fromCharCode(code)}`;
}

function mayBeginPlain(state: ScanState, code: number): boolean {
  // As nearly all do: a set is slower to ask.
  if (characters.isLetter(code)) return true;
  if (!NO_PLAIN_START.has(code)) return !isBlankOrEnd(code);
  const next = state.cursor.code(1);
  if (code === DASH) return !characters.isBlank(next);
  return state.flowLevel === 0 && (code === QUESTION || code === COLON) && !isBlankOrEnd(next);
}

function fetchProperty(state: ScanState, code: number): void {
  const { cursor } = state;
  const start = cursor.mark();
  state.saveKey();
  state.keyAllowed = false;
  if (code === EXCLAMATION) {
    const { handle, suffix } = scanTag(cursor);
    state.add('tag', start, handle, suffix);
  } else {
    state.add(code === STAR ? 'alias' : 'anchor', start, scanAnchor(cursor));
  }
}

function fetchBlockScalar(state: ScanState, { tracksOrigins }: ScanOptions): void {
  const { cursor } = state;
  state.keys.remove(cursor);
  state.keyAllowed = true;
  state.queue.push(scanBlockScalar(cursor, { indent: state.indent, tracksOrigins }));
}

function fetchQuoted(state: ScanState, { tracksOrigins }: ScanOptions): void {
  state.saveKey();
  state.keyAllowed = false;
  state.queue.push(scanQuoted(state.cursor, tracksOrigins));
}
