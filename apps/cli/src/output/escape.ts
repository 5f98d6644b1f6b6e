// Control characters, the marks that turn the direction of text, and what no terminal shows (zero-width, soft hyphens,
// blanks other than the usual one): from a file or a cluster they could rewrite what a reader sees, or hide in it.
const UNSAFE = /(?! )[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Zs}\p{Default_Ignorable_Code_Point}]/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Longer than any ARN or message of ours: what a cluster holds may have a megabyte. */
const LONGEST = 4096;

/** A text from outside, safe to print: control characters as \n, \t or \u{…}, and cut with how much was left out. */
export function safe(text: string): string {
  const more = text.length - LONGEST;
  if (more > 0) return `${safe(text.slice(0, LONGEST))}… (${more} more characters)`;
  return text.replace(UNSAFE, (found) => NAMED[found] ?? `\\u{${found.codePointAt(0)?.toString(16) ?? ''}}`);
}
