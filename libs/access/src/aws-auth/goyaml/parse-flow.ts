import { flowMapping, type Entry, type MappingNode, type SequenceNode, type YamlNode } from './node.ts';
import { parseNode } from './parse-node.ts';
import { behind, emptyScalar, fail, nextKind, type ParseState } from './parse-state.ts';
import type { TokenKind } from './token.ts';
import type { Mark } from './yaml-error.ts';

const within = { block: false, indentless: false };

/** Parses `[…]`; an entry `a: b` in it is a mapping of its own (yaml_parser_parse_flow_sequence_entry). */
export function parseFlowSequence(state: ParseState): SequenceNode {
  const { offset, line, column } = state.scanner.next();
  const items: YamlNode[] = [];
  while (nextKind(state) !== 'flowSequenceEnd') {
    if (items.length > 0 && !takeComma(state, '`,` or `]`', 'flowSequenceEnd')) break;
    items.push(nextKind(state) === 'key' ? parsePair(state) : parseNode(state, within));
  }
  const { end } = state.scanner.next();
  return {
    kind: 'sequence',
    flow: true,
    offset,
    line,
    column,
    end,
    anchor: undefined,
    tag: '',
    items,
    dashes: [],
    dashColumn: 0,
  };
}

/** Takes the comma between two entries; false when the list ends behind it. */
function takeComma(state: ParseState, expected: string, close: TokenKind): boolean {
  if (nextKind(state) !== 'flowEntry') fail(`${expected} is missing`, state.scanner.peek());
  state.scanner.next();
  return nextKind(state) !== close;
}

const endsKey = (kind: TokenKind, close: TokenKind) =>
  kind === 'value' || kind === 'flowEntry' || kind === close;

function parsePair(state: ParseState): MappingNode {
  const { scanner } = state;
  const begin = scanner.next();
  let key: YamlNode;
  if (endsKey(nextKind(state), 'flowSequenceEnd')) {
    // goyaml takes this token, too, and then stumbles over what follows; so do we.
    key = emptyScalar(behind(scanner.next()));
  } else key = parseNode(state, within);
  const entry = parseValue(state, key, 'flowSequenceEnd');
  return flowMapping(begin, entry.value.end, [entry]);
}

/** Parses `{…}` (yaml_parser_parse_flow_mapping_key and _value). */
export function parseFlowMapping(state: ParseState): MappingNode {
  const begin = state.scanner.next();
  const entries: Entry[] = [];
  while (nextKind(state) !== 'flowMappingEnd') {
    if (entries.length > 0 && !takeComma(state, '`,` or `}`', 'flowMappingEnd')) break;
    entries.push(parseEntry(state));
  }
  return flowMapping(begin, state.scanner.next().end, entries);
}

function parseEntry(state: ParseState): Entry {
  if (nextKind(state) !== 'key') {
    const key = parseNode(state, within);
    return { key, value: emptyScalar(place(key)), colon: key.end };
  }
  state.scanner.next();
  const empty = endsKey(nextKind(state), 'flowMappingEnd');
  const key = empty ? emptyScalar(state.scanner.peek()) : parseNode(state, within);
  return parseValue(state, key, 'flowMappingEnd');
}

function parseValue(state: ParseState, key: YamlNode, close: TokenKind): Entry {
  if (nextKind(state) !== 'value') return { key, value: emptyScalar(place(key)), colon: key.end };
  const colon = behind(state.scanner.next());
  const next = nextKind(state);
  const value = next === 'flowEntry' || next === close ? emptyScalar(colon) : parseNode(state, within);
  return { key, value, colon: colon.offset };
}

function place({ end, line, column }: YamlNode): Mark {
  return { offset: end, line, column };
}
