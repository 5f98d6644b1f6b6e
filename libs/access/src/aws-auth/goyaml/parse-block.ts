import type { Entry, MappingNode, SequenceNode, YamlNode } from './node.ts';
import { parseNode } from './parse-node.ts';
import { behind, emptyScalar, fail, nextKind, type ParseState } from './parse-state.ts';
import type { Token, TokenKind } from './token.ts';

const endsEntry = (kind: TokenKind) => kind === 'blockEntry' || kind === 'blockEnd';
const endsPart = (kind: TokenKind) => kind === 'key' || kind === 'value' || kind === 'blockEnd';

const ITEM = { block: true, indentless: false };

/**
 * Parses a list of `- ` entries (yaml_parser_parse_block_sequence_entry). An indentless one stands in the column of
 * the key that it belongs to, and ends where no further dash follows.
 */
export function parseBlockSequence(state: ParseState, { indentless }: { indentless: boolean }): SequenceNode {
  const { scanner } = state;
  const { offset, line, column } = indentless ? scanner.peek() : scanner.next();
  const items: YamlNode[] = [];
  const dashes: number[] = [];
  let end = offset;
  while (nextKind(state) === 'blockEntry') {
    const dash = scanner.next();
    const next = nextKind(state);
    const empty = endsEntry(next) || (indentless && endsPart(next));
    const item = empty ? emptyScalar(behind(dash)) : parseNode(state, ITEM);
    items.push(item);
    dashes.push(dash.offset);
    end = item.end;
  }
  if (!indentless) {
    if (nextKind(state) !== 'blockEnd') {
      fail('a line is no list entry: it should begin with `- `, in the column of the others', scanner.peek());
    }
    scanner.next();
  }
  return {
    kind: 'sequence',
    flow: false,
    offset,
    line,
    column,
    end,
    anchor: undefined,
    tag: '',
    items,
    dashes,
    dashColumn: column,
  };
}

/** Parses `key: value` lines of one column (yaml_parser_parse_block_mapping_key and _value). */
export function parseBlockMapping(state: ParseState): MappingNode {
  const { scanner } = state;
  const { offset, line, column } = scanner.next();
  const entries: Entry[] = [];
  let end = offset;
  while (nextKind(state) !== 'blockEnd') {
    if (nextKind(state) !== 'key') {
      fail('a line is no `key: value` in the column of the keys before it', scanner.peek());
    }
    const entry = parseEntry(state);
    entries.push(entry);
    end = entry.value.end;
  }
  scanner.next();
  return {
    kind: 'mapping',
    flow: false,
    offset,
    line,
    column,
    end,
    anchor: undefined,
    tag: '',
    entries,
  };
}

function parseEntry(state: ParseState): Entry {
  const { scanner } = state;
  const key = parsePart(state, scanner.next());
  const colon = scanner.peek();
  if (colon.kind !== 'value') {
    return {
      key,
      value: emptyScalar({ offset: key.end, line: colon.line, column: colon.column }),
      colon: key.end,
    };
  }
  scanner.next();
  return { key, value: parsePart(state, colon), colon: colon.end };
}

const PART = { block: true, indentless: true };

/** What stands behind the indicator of a key or a value. */
function parsePart(state: ParseState, indicator: Token): YamlNode {
  if (endsPart(nextKind(state))) return emptyScalar(behind(indicator));
  return parseNode(state, PART);
}
