import type { Cursor } from './cursor.ts';
import { SimpleKeys } from './simple-keys.ts';
import type { Token, TokenKind } from './token.ts';
import type { Mark } from './yaml-error.ts';

/** What the scanner remembers between two tokens: blocks that are open, possible keys, tokens not yet taken. */
export class ScanState {
  readonly cursor: Cursor;
  readonly keys = new SimpleKeys();
  readonly queue: Token[] = [];
  head = 0;
  /** How many tokens have been taken since the beginning of the text. */
  taken = 0;
  /** Column of the innermost block; -1 outside of any. */
  indent = -1;
  flowLevel = 0;
  keyAllowed = true;
  private readonly outer: number[] = [];

  constructor(cursor: Cursor) {
    this.cursor = cursor;
  }

  /** Puts a token that begins at `start` and ends at the cursor behind the others. */
  add(
    kind: TokenKind,
    start: Mark,
    content: Partial<Pick<Token, 'value' | 'suffix' | 'style' | 'origins' | 'end'>> = {},
  ): void {
    const { value = '', suffix = '', style = 'plain', origins, end = this.cursor.offset } = content;
    this.queue.push({ kind, start, end, value, suffix, style, origins });
  }

  /** Adds a token of `length` characters and moves behind it. */
  punctuate(kind: TokenKind, length: number): void {
    const start = this.cursor.mark();
    this.cursor.offset += length;
    this.add(kind, start);
  }

  /** The number of the next token, counted from the beginning of the text. */
  get nextNumber(): number {
    return this.taken + this.queue.length - this.head;
  }

  /** The token that begins here may be a key. */
  saveKey(): void {
    if (!this.keyAllowed) return;
    const mark = this.cursor.mark();
    const required = this.flowLevel === 0 && this.indent === mark.column;
    this.keys.save(this.cursor, { mark, required, token: this.nextNumber });
  }

  /** A `-`, `?` or `:` begins a block here, or goes on with it. */
  beginBlock(kind: TokenKind, elsewhere: string): void {
    if (this.flowLevel > 0) return;
    if (!this.keyAllowed) this.cursor.fail(elsewhere);
    this.roll(kind, this.cursor.mark());
  }

  /**
   * A key has been found: says so before its token, and before the block that it may begin; behind the others, where
   * its token is gone already.
   */
  insertKey(token: number, mark: Mark): void {
    const at = token < this.taken ? this.queue.length : this.head + token - this.taken;
    const key = {
      kind: 'key',
      start: mark,
      end: mark.offset,
      value: '',
      suffix: '',
      style: 'plain',
      origins: undefined,
    } as const;
    this.queue.splice(at, 0, key);
    this.roll('blockMappingStart', mark, token < this.taken ? this.queue.length : at);
  }

  /** Ends the blocks that stand right of `column`. */
  unroll(column: number): void {
    if (this.flowLevel > 0) return;
    while (this.indent > column) {
      this.add('blockEnd', this.cursor.mark());
      this.indent = this.outer.pop() ?? -1;
    }
  }

  private roll(kind: TokenKind, start: Mark, at = this.queue.length): void {
    if (this.flowLevel > 0 || this.indent >= start.column) return;
    this.outer.push(this.indent);
    this.indent = start.column;
    this.queue.splice(at, 0, {
      kind,
      start,
      end: start.offset,
      value: '',
      suffix: '',
      style: 'plain',
      origins: undefined,
    });
  }
}
