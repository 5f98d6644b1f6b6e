import type { YamlNode } from './node.ts';
import { parseDirectives } from './parse-directives.ts';
import { parseNode } from './parse-node.ts';
import { emptyScalar, nextKind, type ParseState } from './parse-state.ts';
import { findRefused } from './reader.ts';
import type { ScanOptions } from './scan-content.ts';
import { Scanner } from './scanner.ts';
import type { TokenKind } from './token.ts';
import { YamlError, type Mark } from './yaml-error.ts';

export interface YamlDocument {
  /** Undefined for a text that holds nothing but comments. */
  readonly root: YamlNode | undefined;
  /** Where text begins that is not read, because the first document has ended before it. */
  readonly ignored: Mark | undefined;
}

/**
 * Parses the first document of a text as goyaml v2.4 does (yaml.Unmarshal): it stops where the root ends, and does not
 * look at what follows, a second document or anything else. Throws YamlError where goyaml fails, and for the few
 * things that we refuse although it reads them: nesting over 1,000 deep, a byte order mark at an unlucky place.
 */
export function parseYaml(text: string, options: Partial<ScanOptions> = {}): YamlDocument {
  const { tracksOrigins = false, file = false } = options;
  const scanner = new Scanner(text, { tracksOrigins, file });
  const refused = findRefused(text, { file });
  try {
    const state: ParseState = { scanner, anchors: new Map(), handles: new Map(), depth: 0 };
    const root = parseRoot(state);
    scanner.peek();
    if (refused === undefined || scanner.offset < refused.metAt) {
      return { root, ignored: root === undefined ? undefined : findIgnored(scanner) };
    }
  } catch (error) {
    if (refused === undefined || scanner.offset < refused.metAt) throw error;
  }
  throw new YamlError(refused.message, markOf(text, refused.offset));
}

function markOf(text: string, offset: number): Mark {
  const lines = text.slice(0, offset).split(/\r\n|[\n\r\u0085\u2028\u2029]/);
  return { offset, line: lines.length - 1, column: lines.at(-1)?.length ?? 0 };
}

/** Looks at one more token, which can still be wrong; only what follows an end of the document cannot. */
function findIgnored(scanner: Scanner): Mark | undefined {
  const start = scanner.peek();
  const { kind } = start;
  if (kind === 'streamEnd') return undefined;
  if (kind !== 'documentEnd' && kind !== 'documentStart') return start;
  try {
    scanner.next();
    return scanner.peek().kind === 'streamEnd' ? undefined : start;
  } catch (error) {
    if (error instanceof YamlError) return start;
    throw error;
  }
}

const ENDS_EMPTY: readonly TokenKind[] = [
  'versionDirective',
  'tagDirective',
  'documentStart',
  'documentEnd',
  'streamEnd',
];

/** Parses the root and the directives before it (yaml_parser_parse_document_start and _content). */
function parseRoot(state: ParseState): YamlNode | undefined {
  const { scanner } = state;
  if (nextKind(state) === 'streamEnd') return undefined;
  const hasDirectives = parseDirectives(state);
  if (nextKind(state) === 'documentStart') {
    scanner.next();
    if (ENDS_EMPTY.includes(nextKind(state))) return emptyScalar(scanner.peek());
  } else if (hasDirectives) {
    throw new YamlError('--- is missing behind a directive', scanner.peek());
  }
  return parseNode(state, { block: true, indentless: false });
}
