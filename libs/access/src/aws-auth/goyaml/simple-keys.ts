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

/** A flow level: the key that it may hold, and the last token that could have begun one. */
interface Level {
  readonly token: number;
  key: SimpleKey | undefined;
}

/**
 * The possible simple keys, one a flow level (scannerc.go, simple_keys and simple_keys_by_tok). A quirk of goyaml is
 * kept: an empty `[]` or `{}` is no longer watched once it is closed, and so is no key.
 */
export class SimpleKeys {
  private readonly levels: Level[] = [{ token: -1, key: undefined }];
  private readonly watched = new Map<number, Level>();

  /** Sets the possible key of the current level. */
  save(cursor: Cursor, key: SimpleKey): void {
    this.remove(cursor);
    const level: Level = { token: key.token, key };
    this.levels[this.levels.length - 1] = level;
    this.watched.set(key.token, level);
  }

  /** The current level's key is none after all: an error where a key was required. */
  remove(cursor: Cursor): void {
    const level = this.levels.at(-1);
    if (level?.key === undefined) return;
    if (level.key.required) this.missing(cursor, level.key);
    level.key = undefined;
    this.watched.delete(level.token);
  }

  /** Takes the current level's key when `:` has been found. */
  take(cursor: Cursor): SimpleKey | undefined {
    const level = this.levels.at(-1);
    const key = level?.key;
    if (level === undefined || key === undefined) return undefined;
    level.key = undefined;
    if (!this.isValid(cursor, key)) return undefined;
    this.watched.delete(level.token);
    return key;
  }

  /** True while the token with this number may still become a key. */
  awaits(cursor: Cursor, token: number): boolean {
    const level = this.watched.get(token);
    if (level?.key === undefined) return false;
    if (this.isValid(cursor, level.key)) return true;
    level.key = undefined;
    return false;
  }

  enterFlow(token: number): void {
    this.levels.push({ token, key: undefined });
  }

  leaveFlow(): void {
    const left = this.levels.length > 1 ? this.levels.pop() : undefined;
    if (left !== undefined) this.watched.delete(left.token);
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
