import { utf8Text } from '../goyaml/index.ts';

/**
 * The text of a file as kubectl decodes it (cli-runtime, FileVisitor): UTF-16 with a byte order mark, as Windows writes
 * it, is text. What is no UTF-8 becomes U+FFFD, but where a mark promises UTF-8 it stays, and nothing but JSON may hold
 * it. The mark itself is gone.
 */
export function fileText(file: string | Uint8Array): string {
  if (typeof file === 'string') return file.replace(/^\ufeff/, '');
  const [first, second, third] = file;
  if (first === 0xff && second === 0xfe) return decoded('utf-16le', file);
  if (first === 0xfe && second === 0xff) return decoded('utf-16be', file);
  if (first === 0xef && second === 0xbb && third === 0xbf) return utf8Text(file.subarray(3));
  return decoded('utf-8', file);
}

/** Without its mark, if there is one. */
function decoded(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes);
}
