/**
 * Bytes as text, as Go has them (unicode/utf8): each byte that is no part of UTF-8 becomes a lone surrogate, which no
 * YAML text may hold, and in whose place JSON has U+FFFD.
 */
export function utf8Text(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return brokenText(bytes);
  }
}

const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

function brokenText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = lengthAt(bytes, at);
    text +=
      length === 0
        ? String.fromCharCode(0xdc00 + (bytes[at] ?? 0))
        : lenient.decode(bytes.subarray(at, at + length));
    at += Math.max(1, length);
  }
  return text;
}

/** How many bytes the character at `at` has; 0 where there is none. */
function lengthAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  const sequence = bytes.subarray(at, at + length);
  if (sequence.length === length && !lenient.decode(sequence).includes('\ufffd')) return length;
  return isReplacement(sequence) ? 3 : 0;
}

/** U+FFFD itself. */
function isReplacement([first, second, third]: Uint8Array): boolean {
  return first === 0xef && second === 0xbf && third === 0xbd;
}
