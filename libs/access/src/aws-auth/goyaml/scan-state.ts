import type { Cursor } from './cursor.ts';
import { SimpleKeys } from './simple-keys.ts';
import { indicator, type Token, type TokenKind } from './token.ts';
import { TokenQueue } from './token-queue.ts';
import type { Mark } from './yaml-error.ts';

/** What the scanner remembers between two tokens: blocks that are open, possible keys, tokens not yet taken. */
export class ScanState {
  readonly cursor: Cursor;
  readonly keys = new SimpleKeys();
  readonly queue = new TokenQueue();
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
    this.queue.push(indicator(kind, start, this.cursor.offset));
  }

  /** The token that begins at `mark`, where the cursor is, may be a key. */
  saveKey(mark: Mark): void {
    if (!this.keyAllowed) return;
    const required = this.flowLevel === 0 && this.indent === mark.column;
    this.keys.save(this.cursor, { mark, required, token: this.queue.nextNumber });
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
    this.queue.insertBefore(token, indicator('key', mark));
    this.roll('blockMappingStart', mark, token);
  }

  /** Ends the blocks that stand right of `column`. */
  unroll(column: number): void {
    if (this.flowLevel > 0) return;
    while (this.indent > column) {
      this.queue.push(indicator('blockEnd', this.cursor.mark(), this.cursor.offset));
      this.indent = this.outer.pop() ?? -1;
    }
  }

  /** Begins a block at `start`, before the token with that number, unless it is open already. */
  private roll(kind: TokenKind, start: Mark, before = this.queue.nextNumber): void {
    if (this.flowLevel > 0 || this.indent >= start.column) return;
    this.outer.push(this.indent);
    this.indent = start.column;
    this.queue.insertBefore(before, indicator(kind, start));
  }
}
