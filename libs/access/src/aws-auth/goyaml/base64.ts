const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Decodes base64 as Go's StdEncoding does: line breaks do not count, padding does. Undefined: it is none. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const letters = text.replaceAll(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(letters)) return undefined;
  const bytes: number[] = [];
  for (let at = 0; at < letters.length; at += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = Array.from(letters.slice(at, at + 4), (letter) =>
      LETTERS.indexOf(letter),
    );
    bytes.push((a << 2) | (b >> 4));
    if (c >= 0) bytes.push(((b & 15) << 4) | (c >> 2));
    if (d >= 0) bytes.push(((c & 3) << 6) | d);
  }
  return Uint8Array.from(bytes);
}
