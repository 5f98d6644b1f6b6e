/** So deep may a value be: ours are a dozen deep. Deeper ones end whoever walks them. */
const DEPTH = 64;

/** So many values and keys may there be: each takes far more memory than the byte or two of its text. */
const VALUES = 1_000_000;

/**
 * Looks over JSON before it is parsed: how deep it is, and how many values it holds.
 * @throws RangeError for more than any of our values has
 */
export function assertShallow(json: Uint8Array): void {
  let depth = 0;
  let values = 0;
  let inText = false;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at];
    if (inText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inText = false;
      continue;
    }
    if (byte === QUOTE) inText = true;
    else if (byte === BRACKET || byte === BRACE) depth += 1;
    else if (byte === BRACKET_END || byte === BRACE_END) depth -= 1;
    else if (byte !== COMMA) continue;
    values += 1;
    if (depth > DEPTH || values > VALUES) throw new RangeError('JSON beyond its limits');
  }
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [BRACKET, BRACKET_END, BRACE, BRACE_END] = [0x5b, 0x5d, 0x7b, 0x7d];
