import * as characters from './characters.ts';
import { isBlankOrEnd, isBreak, isBreakOrEnd, isFlowIndicator } from './characters.ts';
import { Cursor } from './cursor.ts';
import { fetchContent, type ScanOptions } from './scan-content.ts';
import { atDocumentIndicator } from './scan-plain.ts';
import { scanDirective } from './scan-properties.ts';
import { ScanState } from './scan-state.ts';
import type { IndicatorKind, Token } from './token.ts';

const { COLON, COMMA, DASH, HASH, PERCENT, QUESTION, SPACE, TAB } = characters;

const BRACKETS = new Map<number, IndicatorKind>([
  [characters.BRACKET_OPEN, 'flowSequenceStart'],
  [characters.BRACE_OPEN, 'flowMappingStart'],
  [characters.BRACKET_CLOSE, 'flowSequenceEnd'],
  [characters.BRACE_CLOSE, 'flowMappingEnd'],
  [COMMA, 'flowEntry'],
]);

/**
 * Cuts a text into the tokens of goyaml v2 (scannerc.go), only as far as they are asked for: what stands behind the
 * first document is not looked at, and cannot be wrong. Throws YamlError.
 */
export class Scanner {
  private readonly state: ScanState;
  private readonly options: ScanOptions;
  private ended = false;
  /** The next token, once it is certain that it is no key. */
  private ready: Token | undefined;

  constructor(text: string, options: ScanOptions) {
    this.state = new ScanState(new Cursor(text, options));
    this.options = options;
  }

  /** How far the text has been looked at. */
  get offset(): number {
    return this.state.cursor.offset;
  }

  /** The next token, left where it is. */
  peek(): Token {
    if (this.ready !== undefined) return this.ready;
    const { state } = this;
    const { queue } = state;
    while (queue.first === undefined || state.keys.awaits(state.cursor, queue.taken)) this.fetch();
    this.ready = queue.first;
    return this.ready;
  }

  /** The next token, taken. */
  next(): Token {
    const token = this.peek();
    this.ready = undefined;
    this.state.queue.shift();
    return token;
  }

  private fetch(): void {
    const { state } = this;
    const { cursor } = state;
    if (this.ended) cursor.fail('the text has ended');
    skipToToken(state);
    state.unroll(cursor.column);
    const code = cursor.code();
    if (code === 0) {
      this.ended = true;
      endDocument(state, 'streamEnd', 0);
      // The end counts as a line break, so that no key is waited for any more.
      cursor.line += 1;
    } else if (atDocumentIndicator(cursor)) {
      endDocument(state, code === DASH ? 'documentStart' : 'documentEnd', 3);
    } else if (code === PERCENT && cursor.column === 0) {
      fetchDirective(state);
    } else if (!fetchBracket(state, code) && !fetchIndicator(state, code)) {
      fetchContent(state, this.options);
    }
  }
}

/** Moves over blanks, comments and line breaks. */
function skipToToken(state: ScanState): void {
  const { cursor } = state;
  for (;;) {
    // A tab counts as a blank only where no key may begin.
    const tabs = state.flowLevel > 0 || !state.keyAllowed;
    while (cursor.code() === SPACE || (tabs && cursor.code() === TAB)) cursor.offset += 1;
    if (cursor.code() === HASH) while (!isBreakOrEnd(cursor.code())) cursor.offset += 1;
    if (!isBreak(cursor.code())) return;
    cursor.readBreak();
    if (state.flowLevel === 0) state.keyAllowed = true;
  }
}

function endDocument(state: ScanState, kind: IndicatorKind, length: number): void {
  state.unroll(-1);
  state.keys.remove(state.cursor);
  state.keyAllowed = false;
  state.punctuate(kind, length);
}

function fetchDirective(state: ScanState): void {
  const { cursor } = state;
  state.unroll(-1);
  state.keys.remove(cursor);
  state.keyAllowed = false;
  const start = cursor.mark();
  const directive = scanDirective(cursor);
  const { kind } = directive;
  if (kind === 'versionDirective') state.add(kind, start, directive.version);
  else state.add(kind, start, directive.handle, directive.prefix);
}

/** Fetches a bracket or comma, if there is one. */
function fetchBracket(state: ScanState, code: number): boolean {
  const kind = isFlowIndicator(code) ? BRACKETS.get(code) : undefined;
  if (kind === undefined) return false;
  if (kind === 'flowSequenceStart' || kind === 'flowMappingStart') {
    state.saveKey();
    state.keys.enterFlow(state.queue.nextNumber);
    state.flowLevel += 1;
    state.keyAllowed = true;
  } else {
    state.keys.remove(state.cursor);
    if (kind !== 'flowEntry') {
      state.keys.leaveFlow();
      state.flowLevel = Math.max(0, state.flowLevel - 1);
    }
    state.keyAllowed = kind === 'flowEntry';
  }
  state.punctuate(kind, 1);
  return true;
}

/** Fetches `-`, `?` or `:` where it is an indicator. */
function fetchIndicator(state: ScanState, code: number): boolean {
  const blankFollows = isBlankOrEnd(state.cursor.code(1));
  if (code === DASH && blankFollows) {
    state.beginBlock('blockSequenceStart', 'a list entry may not begin here');
    state.keys.remove(state.cursor);
    state.keyAllowed = true;
    state.punctuate('blockEntry', 1);
  } else if (code === QUESTION && (state.flowLevel > 0 || blankFollows)) {
    state.beginBlock('blockMappingStart', 'a key may not begin here');
    state.keys.remove(state.cursor);
    state.keyAllowed = state.flowLevel === 0;
    state.punctuate('key', 1);
  } else if (code === COLON && (state.flowLevel > 0 || blankFollows)) fetchValue(state);
  else return false;
  return true;
}

function fetchValue(state: ScanState): void {
  const key = state.keys.take(state.cursor);
  if (key !== undefined) {
    state.insertKey(key);
    state.keyAllowed = false;
  } else {
    state.beginBlock(
      'blockMappingStart',
      'a `:` may not stand here: is the line indented too far, or does a value with `: ` in it lack quotes?',
    );
    state.keyAllowed = state.flowLevel === 0;
  }
  state.punctuate('value', 1);
}
