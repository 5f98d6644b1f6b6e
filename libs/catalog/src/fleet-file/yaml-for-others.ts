import { Document, Scalar, visit } from 'yaml';

/**
 * A value as YAML that readers of YAML 1.1 (kubectl, PyYAML) and of 1.2 read alike, with a comment above it: a text
 * stands without quotes only where no reader can take it for something else. `012345678901`, `no`, `1_27`,
 * `2024-01-15`, `1:20` and `=` get quotes, and so does every text that does not begin with a letter.
 */
export function yamlForOthers(
  content: unknown,
  { comment, indentLists = true }: { readonly comment?: string; readonly indentLists?: boolean } = {},
): string {
  const document = new Document(content, { aliasDuplicateObjects: false, compat: 'yaml-1.1' });
  if (comment !== undefined) document.commentBefore = comment;
  visit(document, { Scalar: (_key, node) => quoteUnlessPlain(node) });
  const text = document.toString({ lineWidth: 0, indentSeq: indentLists, doubleQuotedAsJSON: true });
  return printable(text);
}

/** A value on one line, as JSON that readers of YAML 1.1 read as well: for within `[…]` and `{…}`. */
export function jsonForOthers(content: unknown): string {
  const wellFormed = (_key: string, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value;
  return printable(JSON.stringify(content, wellFormed));
}

// What JSON writes as it is, and YAML 1.1 takes for a line break or refuses (yaml.org/spec/1.1, c-printable, b-char).
const UNPRINTABLE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

const printable = (text: string): string =>
  text.replace(UNPRINTABLE, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

// Letters first, or an option (`--cluster`): no number, date, indicator, merge key (`<<`) or value key (`=`) begins so
// (yaml.org/type).
const PLAIN = /^(?:[A-Za-z/]|--[a-z])[\x20-\x7e]*$/;
const NOT_PLAIN = /: | #|[ :]$/;
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

function quoteUnlessPlain(node: Scalar): void {
  if (typeof node.value !== 'string') return;
  const plain = PLAIN.test(node.value) && !NOT_PLAIN.test(node.value) && !WORDS.test(node.value);
  node.type = plain ? Scalar.PLAIN : Scalar.QUOTE_DOUBLE;
  node.value = node.value.toWellFormed();
}
