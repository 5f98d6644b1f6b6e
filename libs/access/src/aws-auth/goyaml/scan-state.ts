import type { Cursor } from './cursor.ts';
import { SimpleKeys, type SimpleKey } from './simple-keys.ts';
import type { Indicator, IndicatorKind } from './token.ts';
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
  add(kind: IndicatorKind, { offset, line, column }: Mark, value: string, suffix = ''): void {
    this.queue.push({ kind, offset, line, column, end: this.cursor.offset, value, suffix });
  }

  /** Adds a token of `length` characters and moves behind it. */
  punctuate(kind: IndicatorKind, length: number): void {
    this.queue.push(indicator(kind, this.cursor, length));
    this.cursor.offset += length;
  }

  /** The token that begins at the cursor may be a key. */
  saveKey(): void {
    if (!this.keyAllowed) return;
    const required = this.flowLevel === 0 && this.indent === this.cursor.column;
    this.keys.save(this.cursor, this.queue.nextNumber, required);
  }

  /** A `-`, `?` or `:` begins a block here, or goes on with it. */
  beginBlock(kind: IndicatorKind, elsewhere: string): void {
    if (this.flowLevel > 0) return;
    if (!this.keyAllowed) this.cursor.fail(elsewhere);
    this.roll(kind, this.cursor, this.queue.nextNumber);
  }

  /**
   * A key has been found: says so before its token, and before the block that it may begin; behind the others, where
   * its token is gone already.
   */
  insertKey(key: SimpleKey): void {
    this.queue.insertBefore(key.token, indicator('key', key));
    this.roll('blockMappingStart', key, key.token);
  }

  /** Ends the blocks that stand right of `column`. */
  unroll(column: number): void {
    if (this.flowLevel > 0) return;
    while (this.indent > column) {
      this.queue.push(indicator('blockEnd', this.cursor));
      this.indent = this.outer.pop() ?? -1;
    }
  }

  /** Begins a block at `start`, before the token with that number, unless it is open already. */
  private roll(kind: IndicatorKind, start: Mark, before: number): void {
    if (this.flowLevel > 0 || this.indent >= start.column) return;
    this.outer.push(this.indent);
    this.indent = start.column;
    this.queue.insertBefore(before, indicator(kind, start));
  }
}

/** A token that says all by its kind. */
function indicator(kind: IndicatorKind, { offset, line, column }: Mark, length = 0): Indicator {
  return { kind, offset, line, column, end: offset + length, value: '', suffix: '' };
}
