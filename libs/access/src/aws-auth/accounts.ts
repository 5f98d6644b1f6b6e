import { isSkipped } from './decode-list.ts';
import {
  parseYaml,
  resolveScalar,
  YamlError,
  type Mark,
  type ScalarNode,
  type YamlNode,
} from './goyaml/index.ts';

interface Account {
  readonly id: string;
  readonly node: ScalarNode;
}

export interface DecodedAccounts {
  readonly accounts: readonly Account[];
  /** What is no text: it is left out, and the rest of the list counts. */
  readonly strange: readonly YamlNode[];
  readonly ignored: Mark | undefined;
  /** What broke the list off. The accounts before it count; it and all that follow are accounts without a name. */
  readonly error?: YamlError;
}

/**
 * Decodes `mapAccounts` as the authenticator does, YAML straight into texts: an unquoted 012345678901 keeps its zero
 * (facts.md), and `~` is an account without a name. A value that is no list has none.
 * @throws YamlError for what is not YAML.
 */
export function decodeAccounts(text: string): DecodedAccounts {
  const { root, ignored } = isSkipped(text) ? { root: undefined, ignored: undefined } : parseYaml(text);
  if (root === undefined) return { accounts: [], strange: [], ignored };
  if (root.kind === 'sequence') return { ...decodeItems(root.items), ignored };
  const isNull = root.kind === 'scalar' && resolveScalar(root).type === 'null';
  return { accounts: [], strange: isNull ? [] : [root], ignored };
}

function decodeItems(items: readonly YamlNode[]): Omit<DecodedAccounts, 'ignored'> {
  const accounts: Account[] = [];
  const strange: YamlNode[] = [];
  try {
    for (const item of items) {
      const node = item.kind === 'alias' ? item.target.node : item;
      if (node?.kind === 'scalar') accounts.push({ id: accountId(node), node });
      else strange.push(item);
    }
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return { accounts, strange, error };
  }
  return { accounts, strange };
}

function accountId(node: ScalarNode): string {
  const { type, text } = resolveScalar(node);
  return type === 'null' ? '' : text;
}
