import type { Entry, MappingNode, SequenceNode, YamlNode } from './node.ts';
import { parseNode } from './parse-node.ts';
import { behind, emptyScalar, fail, nextKind, type ParseState } from './parse-state.ts';
import type { Token, TokenKind } from './token.ts';
import type { Mark } from './yaml-error.ts';

const KEY_OR_END: ReadonlySet<TokenKind> = new Set(['key', 'value', 'blockEnd']);
const ENDS_ENTRY: ReadonlySet<TokenKind> = new Set(['blockEntry', 'blockEnd']);
const ENDS_INDENTLESS: ReadonlySet<TokenKind> = new Set(['blockEntry', ...KEY_OR_END]);

const ITEM = { block: true, indentless: false };

/**
 * Parses a list of `- ` entries (yaml_parser_parse_block_sequence_entry). An indentless one stands in the column of
 * the key that it belongs to, and ends where no further dash follows.
 */
export function parseBlockSequence(state: ParseState, { indentless }: { indentless: boolean }): SequenceNode {
  const { scanner } = state;
  const { start } = indentless ? scanner.peek() : scanner.next();
  const items: YamlNode[] = [];
  const dashes: Mark[] = [];
  let end = start.offset;
  const ends = indentless ? ENDS_INDENTLESS : ENDS_ENTRY;
  while (nextKind(state) === 'blockEntry') {
    const dash = scanner.next();
    const empty = ends.has(nextKind(state));
    const item = empty ? emptyScalar(behind(dash)) : parseNode(state, ITEM);
    items.push(item);
    dashes.push(dash.start);
    end = item.end;
  }
  if (!indentless) {
    if (nextKind(state) !== 'blockEnd') {
      fail(
        'a line is no list entry: it should begin with `- `, in the column of the others',
        scanner.peek().start,
      );
    }
    scanner.next();
  }
  return { kind: 'sequence', flow: false, start, end, anchor: undefined, tag: '', items, dashes };
}

/** Parses `key: value` lines of one column (yaml_parser_parse_block_mapping_key and _value). */
export function parseBlockMapping(state: ParseState): MappingNode {
  const { scanner } = state;
  const { start } = scanner.next();
  const entries: Entry[] = [];
  let end = start.offset;
  while (nextKind(state) !== 'blockEnd') {
    if (nextKind(state) !== 'key') {
      fail('a line is no `key: value` in the column of the keys before it', scanner.peek().start);
    }
    const entry = parseEntry(state);
    entries.push(entry);
    end = entry.value.end;
  }
  scanner.next();
  return { kind: 'mapping', flow: false, start, end, anchor: undefined, tag: '', entries };
}

function parseEntry(state: ParseState): Entry {
  const { scanner } = state;
  const indicator = scanner.next();
  const key = parsePart(state, indicator);
  if (nextKind(state) !== 'value') {
    return { key, value: emptyScalar({ ...scanner.peek().start, offset: key.end }), colon: key.end };
  }
  const colon = scanner.next();
  return { key, value: parsePart(state, colon), colon: colon.end };
}

const PART = { block: true, indentless: true };

/** What stands behind the indicator of a key or a value. */
function parsePart(state: ParseState, indicator: Token): YamlNode {
  if (KEY_OR_END.has(nextKind(state))) return emptyScalar(behind(indicator));
  return parseNode(state, PART);
}
