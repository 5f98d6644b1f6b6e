import type { Entry, MappingNode, SequenceNode, YamlNode } from './node.ts';
import { parseNode } from './parse-node.ts';
import { behind, emptyScalar, fail, nextKind, type ParseState } from './parse-state.ts';
import type { TokenKind } from './token.ts';
import type { Mark } from './yaml-error.ts';

const ENDS_KEY: ReadonlySet<TokenKind> = new Set(['value', 'flowEntry', 'flowMappingEnd']);
const ENDS_KEY_OF_PAIR: ReadonlySet<TokenKind> = new Set(['value', 'flowEntry', 'flowSequenceEnd']);
const within = { block: false, indentless: false };

/** Parses `[…]`; an entry `a: b` in it is a mapping of its own (yaml_parser_parse_flow_sequence_entry). */
export function parseFlowSequence(state: ParseState): SequenceNode {
  const open = state.scanner.next();
  const items: YamlNode[] = [];
  while (nextKind(state) !== 'flowSequenceEnd') {
    if (items.length > 0 && !takeComma(state, '`,` or `]`', 'flowSequenceEnd')) break;
    items.push(nextKind(state) === 'key' ? parsePair(state) : parseNode(state, within));
  }
  const { end } = state.scanner.next();
  return {
    kind: 'sequence',
    flow: true,
    start: open.start,
    end,
    anchor: undefined,
    tag: '',
    items,
    dashes: [],
  };
}

/** Takes the comma between two entries; false when the list ends behind it. */
function takeComma(state: ParseState, expected: string, close: TokenKind): boolean {
  if (nextKind(state) !== 'flowEntry') fail(`${expected} is missing`, state.scanner.peek().start);
  state.scanner.next();
  return nextKind(state) !== close;
}

function parsePair(state: ParseState): MappingNode {
  const { scanner } = state;
  const indicator = scanner.next();
  let key: YamlNode;
  if (ENDS_KEY_OF_PAIR.has(nextKind(state))) {
    // goyaml takes this token, too, and then stumbles over what follows; so do we.
    key = emptyScalar(behind(scanner.next()));
  } else key = parseNode(state, within);
  const entry = parseValue(state, key, 'flowSequenceEnd');
  const { start } = indicator;
  return {
    kind: 'mapping',
    flow: true,
    start,
    end: entry.value.end,
    anchor: undefined,
    tag: '',
    entries: [entry],
  };
}

/** Parses `{…}` (yaml_parser_parse_flow_mapping_key and _value). */
export function parseFlowMapping(state: ParseState): MappingNode {
  const open = state.scanner.next();
  const entries: Entry[] = [];
  while (nextKind(state) !== 'flowMappingEnd') {
    if (entries.length > 0 && !takeComma(state, '`,` or `}`', 'flowMappingEnd')) break;
    entries.push(parseEntry(state));
  }
  const { end } = state.scanner.next();
  return { kind: 'mapping', flow: true, start: open.start, end, anchor: undefined, tag: '', entries };
}

function parseEntry(state: ParseState): Entry {
  if (nextKind(state) !== 'key') {
    const key = parseNode(state, within);
    return { key, value: emptyScalar(place(key)), colon: key.end };
  }
  state.scanner.next();
  const empty = ENDS_KEY.has(nextKind(state));
  const key = empty ? emptyScalar(state.scanner.peek().start) : parseNode(state, within);
  return parseValue(state, key, 'flowMappingEnd');
}

function parseValue(state: ParseState, key: YamlNode, close: TokenKind): Entry {
  if (nextKind(state) !== 'value') return { key, value: emptyScalar(place(key)), colon: key.end };
  const colon = behind(state.scanner.next());
  const next = nextKind(state);
  const value = next === 'flowEntry' || next === close ? emptyScalar(colon) : parseNode(state, within);
  return { key, value, colon: colon.offset };
}

function place(key: YamlNode): Mark {
  return { ...key.start, offset: key.end };
}
