// Control, format, private and unassigned characters, line ends, and what Unicode says is drawn as nothing.
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const EACH = new RegExp(HIDDEN.source, 'gu');

/** True for a text with characters that nobody sees: to RBAC it is another name than the one that a reader sees. */
export function holdsHidden(text: string): boolean {
  return HIDDEN.test(text);
}

/** The text in quotes, each hidden character as `\u{…}`, so that a message shows it. */
export function shown(text: string): string {
  return `"${text.replace(EACH, (one) => `\\u{${one.codePointAt(0)?.toString(16) ?? ''}}`)}"`;
}
