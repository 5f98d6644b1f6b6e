/** What an answer may hold. The largest good ones, pages of 250 nodes or pods, have 5 MB and 200,000 values. */
const DEEPEST = 100;
const MOST_VALUES = 400_000;

/** Text of less than this cannot hold more, or deeper, than can be borne. */
const SMALL = 64 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT, COMMA] = [0x5b, 0x5d, 0x7b, 0x7d, 0x2c];

/**
 * The value of a JSON text in UTF-8; undefined where it is none, or nests deeper, or holds more values, than any answer
 * of an API server. It is counted before it is parsed: 16 MB of `[[[…` would become half a gigabyte of objects.
 */
export function readJson(body: Buffer): unknown {
  if (body.length >= SMALL && !isBearable(body)) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function isBearable(body: Buffer): boolean {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === QUOTE) {
      at = endOfString(body, at + 1);
    } else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
      depth += 1;
      values += 1;
      if (depth > DEEPEST || values > MOST_VALUES) return false;
    } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
      depth -= 1;
    } else if (byte === COMMA) {
      values += 1;
      if (values > MOST_VALUES) return false;
    }
  }
  return true;
}

/** Where the string that begins at `from` has its closing quote: at one that no odd number of backslashes escapes. */
function endOfString(body: Buffer, from: number): number {
  for (let at = body.indexOf(QUOTE, from); at >= 0; at = body.indexOf(QUOTE, at + 1)) {
    let before = at;
    while (before > from && body[before - 1] === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 0) return at;
  }
  return body.length;
}
