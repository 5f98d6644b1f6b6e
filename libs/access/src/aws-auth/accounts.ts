import { decodeYaml, parseYaml, type Mark, type ScalarNode, type YamlNode } from './goyaml/index.ts';
import { isSkipped } from './decode-list.ts';

export interface DecodedAccounts {
  readonly accounts: readonly { readonly id: string; readonly node: ScalarNode }[];
  /** What is no text: it is left out, and the rest of the list counts. */
  readonly strange: readonly YamlNode[];
  readonly ignored: Mark | undefined;
}

/**
 * Decodes `mapAccounts` as the authenticator does, YAML straight into texts: an unquoted 012345678901 keeps its zero
 * (facts.md), and `~` is an account without a name. A value that is no list has none.
 * @throws YamlError for what is not YAML.
 */
export function decodeAccounts(text: string): DecodedAccounts {
  const { root, ignored } = isSkipped(text) ? { root: undefined, ignored: undefined } : parseYaml(text);
  if (root === undefined) return { accounts: [], strange: [], ignored };
  const value = decodeYaml(root);
  if (value.type === 'null') return { accounts: [], strange: [], ignored };
  if (value.type !== 'list') return { accounts: [], strange: [root], ignored };
  const accounts: DecodedAccounts['accounts'][number][] = [];
  const strange: YamlNode[] = [];
  for (const item of value.items) {
    if (item.type === 'list' || item.type === 'map') strange.push(item.node);
    else accounts.push({ id: item.type === 'null' ? '' : item.text, node: item.node });
  }
  return { accounts, strange, ignored };
}
