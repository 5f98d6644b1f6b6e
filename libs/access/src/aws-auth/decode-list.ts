import {
  decodeYaml,
  parseYaml,
  YamlError,
  type ListValue,
  type Mark,
  type ScalarNode,
} from './goyaml/index.ts';
import type { MappingList } from './mapping.ts';
import { decodeRow, type DecodedRow } from './row.ts';

/** A value of `mapRoles` or `mapUsers`, decoded. */
export interface DecodedList {
  /** Undefined where the value holds no list, and so no row: comments, null, or a value that is skipped. */
  readonly list: ListValue | undefined;
  /** The scalar that stands in place of a list, such as `~`. */
  readonly nothing: ScalarNode | undefined;
  readonly rows: readonly DecodedRow[];
  /** The rows that the authenticator keeps: of those with the same key the last, at its place. */
  readonly kept: readonly DecodedRow[];
  /** Where text begins that nobody reads, because the first YAML document has ended before it. */
  readonly ignored: Mark | undefined;
}

// What Go's strings.TrimSpace and unicode.IsSpace take for blank; JavaScript's trim differs in U+0085 and U+FEFF.
const BLANK = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
// Blanks twice in a row, with nothing certain between them, would be tried in every division.
const SKIPPED = new RegExp(`^${BLANK}*(?:(?:\`\`|""|'')${BLANK}*)?$`);
const BRACE = new RegExp(`^${BLANK}*\\{`);

/** A value that the authenticator does not even parse (pkg/mapper/configmap, isSkippable). */
export function isSkipped(text: string): boolean {
  return SKIPPED.test(text);
}

interface Latest {
  readonly list: MappingList;
  readonly text: string;
  readonly decoded: DecodedList;
}

// A document is read, edited and read back in one go, and each of its texts is decoded once: two of each list.
const LATEST = 4;
let latest: readonly Latest[] = [];

/**
 * Decodes a value as the authenticator does: YAML to JSON, then encoding/json into rows. The values decoded last are
 * remembered.
 * @throws YamlError where it has none of the rows: for what is not YAML, and for what is no list (a value that begins
 * with a brace is taken for JSON, and never is one). We could not write into either.
 */
export function decodeList(list: MappingList, text: string): DecodedList {
  const known = latest.find((one) => one.list === list && one.text === text);
  if (known !== undefined) return known.decoded;
  const decoded = decodeText(list, text);
  latest = [{ list, text, decoded }, ...latest.slice(0, LATEST - 1)];
  return decoded;
}

function decodeText(list: MappingList, text: string): DecodedList {
  const none = { list: undefined, nothing: undefined, rows: [], kept: [], ignored: undefined };
  if (isSkipped(text)) return none;
  const { root, ignored } = parseYaml(text);
  if (root === undefined) return none;
  const value = decodeYaml(root);
  if (value.type === 'null') return { ...none, nothing: value.node, ignored };
  if (value.type !== 'list' || BRACE.test(text)) {
    throw new YamlError('the value is no list of rows', root, 'not-a-list');
  }
  const { items } = value.node;
  const rows = value.items.map((item, index) => decodeRow(list, items[index] ?? value.node, item));
  return { ...none, list: value, rows, kept: keptRows(rows), ignored };
}

function keptRows(rows: readonly DecodedRow[]): readonly DecodedRow[] {
  const last = new Map<string | undefined, DecodedRow>();
  for (const row of rows) last.set(row.key, row);
  // As nearly all lists are: every row has a key of its own.
  if (last.size === rows.length && !last.has(undefined)) return rows;
  return rows.filter((row) => row.key !== undefined && last.get(row.key) === row);
}
