import type { Cursor } from './cursor.ts';
import type { Mark } from './yaml-error.ts';

/** A token that turns out to be a key when `:` follows it on the same line. */
export interface SimpleKey {
  readonly mark: Mark;
  /** True where nothing but a key may stand. */
  readonly required: boolean;
  /** Number of the token, counted from the beginning of the text. */
  readonly token: number;
}

/** How far behind its beginning the `:` of a key may stand (YAML 1.1, simple keys). */
const LONGEST = 1024;

/** The possible simple keys, one a flow level (scannerc.go). */
export class SimpleKeys {
  private readonly levels: (SimpleKey | undefined)[] = [undefined];

  /** Sets the possible key of the current level. */
  save(cursor: Cursor, key: SimpleKey): void {
    this.remove(cursor);
    this.levels[this.levels.length - 1] = key;
  }

  /** The current level's key is none after all: an error where a key was required. */
  remove(cursor: Cursor): void {
    const key = this.levels.at(-1);
    if (key?.required === true) this.missing(cursor, key);
    this.levels[this.levels.length - 1] = undefined;
  }

  /** Takes the current level's key when `:` has been found. */
  take(cursor: Cursor): SimpleKey | undefined {
    const key = this.levels.at(-1);
    this.levels[this.levels.length - 1] = undefined;
    return key !== undefined && this.isValid(cursor, key) ? key : undefined;
  }

  /** True while the token with this number may still become a key. */
  awaits(cursor: Cursor, token: number): boolean {
    for (let level = this.levels.length - 1; level >= 0; level -= 1) {
      const key = this.levels[level];
      if (key?.token !== token) continue;
      if (this.isValid(cursor, key)) return true;
      this.levels[level] = undefined;
    }
    return false;
  }

  enterFlow(): void {
    this.levels.push(undefined);
  }

  leaveFlow(): void {
    if (this.levels.length > 1) this.levels.pop();
  }

  private isValid(cursor: Cursor, key: SimpleKey): boolean {
    if (key.mark.line === cursor.line && key.mark.offset + LONGEST >= cursor.offset) return true;
    if (key.required) this.missing(cursor, key);
    return false;
  }

  private missing(cursor: Cursor, key: SimpleKey): never {
    cursor.fail('a line in a mapping is no `key: value`', key.mark);
  }
}
