import type { AliasNode, Anchored, YamlNode } from './node.ts';
import { parseBlockMapping, parseBlockSequence } from './parse-block.ts';
import { parseFlowMapping, parseFlowSequence } from './parse-flow.ts';
import { emptyScalar, fail, nextKind, type ParseState } from './parse-state.ts';
import type { Indicator, Token } from './token.ts';

export interface NodeContext {
  /** False within brackets. */
  readonly block: boolean;
  /** True where a list may begin in its parent's own column: as the value of a key. */
  readonly indentless: boolean;
}

export interface Properties {
  readonly anchor: string | undefined;
  readonly tag: string;
}

// Deeper than any row can be, and far from the depth at which our own stack would end; goyaml goes ten times as far.
const DEEPEST = 1000;

/** Parses one node with its anchor and tag (parserc.go, yaml_parser_parse_node). */
export function parseNode(state: ParseState, context: NodeContext): YamlNode {
  const { scanner } = state;
  const first = scanner.peek();
  if (first.kind === 'alias') return alias(state, scanner.next());
  if (first.kind === 'anchor' || first.kind === 'tag') return parseWithProperties(state, context);
  return parseContent(state, context, NONE);
}

function parseWithProperties(state: ParseState, context: NodeContext): YamlNode {
  const { offset, line, column } = state.scanner.peek();
  const properties = parseProperties(state);
  // An anchor counts from here on, so that an alias within the node means the node itself.
  const anchored: Anchored = { node: undefined };
  if (properties.anchor !== undefined) state.anchors.set(properties.anchor, anchored);
  const content = parseContent(state, context, properties);
  anchored.node = { ...content, ...properties, offset, line, column };
  return anchored.node;
}

function alias(state: ParseState, token: Token): AliasNode {
  const { value, offset, line, column, end } = token;
  const target = state.anchors.get(value);
  if (target === undefined) fail(`the alias *${value} has no anchor before it`, token);
  return { kind: 'alias', offset, line, column, end, anchor: undefined, tag: '', target };
}

const NONE: Properties = { anchor: undefined, tag: '' };

function parseProperties(state: ParseState): Properties {
  const { scanner } = state;
  let anchor: string | undefined;
  let tag = '';
  if (scanner.peek().kind === 'anchor') anchor = scanner.next().value;
  const token = scanner.peek();
  if (token.kind === 'tag') {
    tag = tagInFull(state, token);
    scanner.next();
  }
  if (anchor === undefined && scanner.peek().kind === 'anchor') anchor = scanner.next().value;
  return { anchor, tag };
}

function tagInFull({ handles }: ParseState, token: Indicator): string {
  const { value: handle, suffix } = token;
  if (handle === '') return suffix;
  const prefix = handles.get(handle);
  return prefix === undefined ? fail(`the handle ${handle} of a tag is not defined`, token) : prefix + suffix;
}

function parseContent(state: ParseState, context: NodeContext, properties: Properties): YamlNode {
  const token = state.scanner.peek();
  if (state.depth >= DEEPEST) fail(`the text is nested more than ${DEEPEST} deep`, token);
  if (token.kind === 'scalar') {
    state.scanner.next();
    return token;
  }
  state.depth += 1;
  const content = parseCollection(state, context, properties);
  state.depth -= 1;
  return content;
}

function parseCollection(state: ParseState, context: NodeContext, properties: Properties): YamlNode {
  const token = state.scanner.peek();
  if (context.indentless && token.kind === 'blockEntry')
    return parseBlockSequence(state, { indentless: true });
  if (token.kind === 'flowSequenceStart') return parseFlowSequence(state);
  if (token.kind === 'flowMappingStart') return parseFlowMapping(state);
  if (context.block && token.kind === 'blockSequenceStart')
    return parseBlockSequence(state, { indentless: false });
  if (context.block && token.kind === 'blockMappingStart') return parseBlockMapping(state);
  if (properties.anchor !== undefined || properties.tag !== '') return emptyScalar(token);
  return fail(unexpected(state), token);
}

function unexpected(state: ParseState): string {
  const kind = nextKind(state);
  if (kind === 'streamEnd' || kind === 'documentStart' || kind === 'documentEnd') {
    return 'the text ends where a value is expected';
  }
  if (kind === 'blockEntry') return 'a list entry stands where no list goes on';
  return 'something else stands where a value is expected';
}
