import { resolvePlain } from '../goyaml/index.ts';

export type Quoting = 'plain' | 'single' | 'double';

// Letters that no YAML text, or no line of one, may hold as they are.
const ESCAPED = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/**
 * A scalar that reads back as that very text, in the quotes that are wished for where they can hold it, else in double
 * quotes; without quotes only what YAML 1.1 and 1.2 both read as a text, within brackets too.
 */
export function scalarText(text: string, wish: Quoting): string {
  if (wish === 'plain' && isPlain(text)) return text;
  if (wish === 'single' && /^[\x20-\x7e]*$/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  const escape = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text).replaceAll(ESCAPED, escape);
}

/** Templates, as in `system:node:{{EC2PrivateDNSName}}`, may stand plain outside of brackets; they are quoted here. */
function isPlain(text: string): boolean {
  return /^[A-Za-z](?:[\w:/.@+=-]*[\w/.@+=-])?$/.test(text) && resolvePlain(text) === 'string';
}
