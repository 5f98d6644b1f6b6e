import { decodeYaml, parseYaml, YamlError } from './goyaml/index.ts';
import { isSkipped } from './row.ts';

/**
 * Reads `mapAccounts` as the authenticator does, YAML straight into texts: an unquoted 012345678901 keeps its zero
 * (facts.md). Throws YamlError where it has none.
 */
export function readAccounts(text: string | undefined): readonly string[] {
  if (text === undefined || isSkipped(text)) return [];
  const { root, ignored } = parseYaml(text);
  if (ignored !== undefined)
    throw new YamlError('text follows the end of the list; nobody reads it', ignored);
  if (root === undefined) return [];
  const value = decodeYaml(root);
  if (value.type === 'null') return [];
  // A type error, which leaves the list empty; nobody writes mapAccounts, so the document can still be edited.
  if (value.type !== 'list') return [];
  const accounts = value.items.flatMap((item) => {
    if (item.type === 'list' || item.type === 'map') return [];
    return [item.type === 'null' ? '' : item.text];
  });
  return [...new Set(accounts)];
}
