// Control characters, and the marks that turn the direction of text: from a file or a cluster they could rewrite
// what a reader sees on the terminal.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text from outside, safe to print: control characters as \n, \t or \u{…}. */
export function safe(text: string): string {
  return text.replace(UNSAFE, (found) => NAMED[found] ?? `\\u{${found.codePointAt(0)?.toString(16) ?? ''}}`);
}
