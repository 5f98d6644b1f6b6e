import type { YamlNode } from './node.ts';
import { parseNode } from './parse-node.ts';
import { emptyScalar, nextKind, type ParseState } from './parse-state.ts';
import type { ScanOptions } from './scan-content.ts';
import { Scanner } from './scanner.ts';
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
 * things that we refuse although it reads them: directives, escapes in tags, nesting over 100 deep.
 */
export function parseYaml(text: string, options: Partial<ScanOptions> = {}): YamlDocument {
  const { tracksOrigins = false, json = false } = options;
  const scanner = new Scanner(text, { tracksOrigins, json });
  const state: ParseState = { scanner, anchors: new Map(), depth: 0 };
  if (nextKind(state) === 'streamEnd') return { root: undefined, ignored: undefined };
  const root = parseRoot(state);
  return { root, ignored: findIgnored(scanner) };
}

/** Looks at one more token, which can still be wrong; only what follows an end of the document cannot. */
function findIgnored(scanner: Scanner): Mark | undefined {
  const { kind, start } = scanner.peek();
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

function parseRoot(state: ParseState): YamlNode {
  const { scanner } = state;
  if (nextKind(state) === 'documentStart') {
    scanner.next();
    if (['documentStart', 'documentEnd', 'streamEnd'].includes(nextKind(state)))
      return emptyScalar(scanner.peek().start);
  }
  return parseNode(state, { block: true, indentless: false });
}
