import type { Cursor } from './cursor.ts';
import type { Mark } from './yaml-error.ts';

/** How far behind its beginning the `:` of a key may stand (YAML 1.1, simple keys). */
const LONGEST = 1024;

/**
 * A flow level, and the token in it that turns out to be a key when `:` follows it on the same line. It is written
 * over by the next such token.
 */
interface Level {
  /** Number of the last token that could have begun a key, counted from the beginning of the text. */
  token: number;
  /** False once it is no key after all. */
  possible: boolean;
  /** True while the token must not be taken before it is known whether it is a key. */
  watched: boolean;
  /** True where nothing but a key may stand. */
  required: boolean;
  offset: number;
  line: number;
  column: number;
}

/** A key that `:` has been found for. */
export type SimpleKey = Readonly<Pick<Level, 'token'> & Mark>;

/**
 * The possible simple keys, one a flow level (scannerc.go, simple_keys and simple_keys_by_tok). A quirk of goyaml is
 * kept: an empty `[]` or `{}` is no longer watched once it is closed, and so is no key.
 */
export class SimpleKeys {
  private readonly levels: Level[] = [];
  private level = levelAt(-1);

  /** The token at the cursor is the possible key of the current level. */
  save(cursor: Cursor, token: number, required: boolean): void {
    this.remove(cursor);
    const { level } = this;
    level.token = token;
    level.possible = level.watched = true;
    level.required = required;
    level.offset = cursor.offset;
    level.line = cursor.line;
    level.column = cursor.column;
  }

  /** The current level's key is none after all: an error where a key was required. */
  remove(cursor: Cursor): void {
    if (!this.level.possible) return;
    if (this.level.required) missing(cursor, this.level);
    this.level.possible = false;
  }

  /** Takes the current level's key when `:` has been found; it is not to be kept. */
  take(cursor: Cursor): SimpleKey | undefined {
    const { level } = this;
    if (!level.possible) return undefined;
    level.possible = false;
    return isValid(cursor, level) ? level : undefined;
  }

  /** True while the token with this number may still become a key. */
  awaits(cursor: Cursor, token: number): boolean {
    let { level } = this;
    // Inner levels have later tokens.
    for (let at = this.levels.length - 1; at >= 0 && level.token >= token; at -= 1) {
      if (level.token === token && level.possible) break;
      level = this.levels[at] ?? level;
    }
    if (level.token !== token || !level.possible || !level.watched) return false;
    level.possible = isValid(cursor, level);
    return level.possible;
  }

  enterFlow(token: number): void {
    this.levels.push(this.level);
    this.level = levelAt(token);
  }

  leaveFlow(): void {
    const outer = this.levels.pop();
    if (outer === undefined) return;
    if (outer.token === this.level.token) outer.watched = false;
    this.level = outer;
  }
}

function levelAt(token: number): Level {
  return { token, possible: false, watched: false, required: false, offset: 0, line: 0, column: 0 };
}

function isValid(cursor: Cursor, key: Level): boolean {
  if (key.line === cursor.line && key.offset + LONGEST >= cursor.offset) return true;
  if (key.required) missing(cursor, key);
  return false;
}

function missing(cursor: Cursor, key: Mark): never {
  cursor.fail('a line in a mapping is no `key: value`', key);
}
