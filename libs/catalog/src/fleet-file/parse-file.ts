import { nearest, type Source } from '@roster/access';
import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { cut, explainIssue, type Path } from './explain-issue.ts';
import type { FleetProblem } from './problem.ts';
import { FleetFile } from './schema/fleet-file.ts';
import { aliasesOf, valuesOf, type Aliases } from './yaml-values.ts';

/** A file that is right in itself. */
export interface ParsedFile {
  readonly content: FleetFile;
  /** Where a value stands, or the last part of its path that there is. */
  place(path: Path): Source;
}

/** Reads one file's text; or tells all that is wrong with it. Never throws. */
export function parseFile(
  file: string,
  text: string,
): ParsedFile | { readonly problems: readonly FleetProblem[] } {
  const lines = new LineCounter();
  const at = (offset: number): Source => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const document = documentOf(text, lines);
  if ('problems' in document) {
    return { problems: document.problems.map(({ offset, message }) => ({ ...at(offset), message })) };
  }
  const aliases = aliasesOf(document);
  const { value, problems } = valuesOf(document, aliases);
  const pairs = pairFinder();
  const place = (path: Path, onKey: boolean) => at(offsetOf({ document, aliases, pairs }, path, onKey));
  if (problems.length > 0)
    return { problems: problems.map(({ offset, message }) => ({ ...at(offset), message })) };
  const other = whyNoFleetFile(value);
  if (other !== undefined) return { problems: [{ ...place(other.path, false), message: other.message }] };
  const parsed = checkedBySchema(withoutEmptyLists(value));
  if (parsed === undefined) return { problems: [{ ...at(0), message: TOO_MUCH }] };
  if (parsed.success) return { content: parsed.data, place: (path) => place(path, false) };
  const explained = parsed.error.issues.flatMap((issue) => explainIssue(issue, value));
  return {
    problems: explained.map(({ path, message, onKey }) => ({
      ...place(path, onKey),
      message,
    })),
  };
}

const TOO_MUCH = 'has so much wrong in it that it cannot be listed: is it a fleet file?';

const KEYS = Object.keys(FleetFile.shape);

/** What is wrong with a file of something else, in which every key would be wrong; undefined when it may be a fleet file. */
function whyNoFleetFile(value: unknown): { readonly path: Path; readonly message: string } | undefined {
  if (!isRecord(value)) return undefined; // the schema says it in one line
  const { apiVersion, kind } = value;
  if (typeof apiVersion === 'string' && typeof kind === 'string' && apiVersion !== 'roster/v1')
    return {
      path: ['apiVersion'],
      message: `is a ${cut(kind)} of ${cut(apiVersion)}, and no fleet file (roster/v1)`,
    };
  const keys = Object.keys(value);
  const known = keys.some((key) => KEYS.includes(key) || nearest(key, KEYS) !== undefined);
  if (keys.length === 0 || known) return undefined;
  return { path: [], message: `is no fleet file: it has none of the keys ${KEYS.join(', ')}` };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Undefined where the schema finds more than it can list. */
function checkedBySchema(value: unknown) {
  try {
    return FleetFile.safeParse(value);
  } catch (error) {
    // Zod hands lists of issues on as arguments, of which there can be a hundred thousand.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

interface Refused {
  readonly problems: readonly { readonly offset: number; readonly message: string }[];
}

/** The library reports it as an error of the place where its stack ended. */
const STACK = /call stack/;

function documentOf(text: string, lineCounter: LineCounter): Document | Refused {
  const refused = (offset: number, message: string): Refused => ({ problems: [{ offset, message }] });
  try {
    // Keys are held against each other by valuesOf: the library compares each with all before it.
    const documents = parseAllDocuments(text, {
      ...{ lineCounter, prettyErrors: false, logLevel: 'silent', uniqueKeys: false },
    });
    const [document, second] = 'empty' in documents ? [] : documents;
    const errors = 'empty' in documents ? [] : documents.flatMap(({ errors: found }) => found);
    const deep = errors.find(({ message }) => STACK.test(message));
    if (deep !== undefined) return refused(deep.pos[0], 'is nested too deep');
    if (errors.length > 0)
      return { problems: errors.map(({ pos, message }) => ({ offset: pos[0], message })) };
    if (document?.contents == null)
      return refused(0, 'the file is empty; begin with "apiVersion: roster/v1"');
    // Its comments come first: the place is where its content begins.
    if (second !== undefined) return refused(startOf(second.contents) ?? 0, 'only one document in a file');
    return document;
  } catch (error) {
    if (error instanceof RangeError) return refused(0, 'is nested too deep');
    return refused(0, `cannot be read as YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `grants:` with nothing behind it is a list that is still to be filled. */
function withoutEmptyLists(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([key, inner]) => inner !== null || !['clusters', 'grants'].includes(key)),
  );
}

interface Parsed {
  readonly document: Document;
  readonly aliases: Aliases;
  readonly pairs: PairFinder;
}

/** Finds the pair of a map by its key: every key of a map that has thousands may be asked for. */
type PairFinder = (map: YAMLMap, key: string | number) => Pair | undefined;

function pairFinder(): PairFinder {
  const known = new WeakMap<YAMLMap, ReadonlyMap<unknown, Pair>>();
  return (map, key) => {
    const pairs = known.get(map) ?? new Map(map.items.map((pair) => [sourceOf(pair.key), pair]));
    known.set(map, pairs);
    return pairs.get(key);
  };
}

const sourceOf = (key: unknown): unknown => (isScalar(key) ? key.source : undefined);

/** Where a value stands (or its key), or as much of the path as there is. */
function offsetOf({ document, aliases, pairs }: Parsed, path: Path, onKey: boolean): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, step] of path.entries()) {
    const target = aliases.get(node) ?? node;
    if (isSeq(target) && typeof step === 'number') {
      node = target.items[step];
      offset = startOf(node) ?? offset;
    } else if (isMap(target)) {
      const pair = pairs(target, step);
      const onlyKey = onKey && index === path.length - 1;
      offset = (onlyKey ? undefined : valueStart(pair?.value)) ?? startOf(pair?.key) ?? offset;
      node = pair?.value;
    }
  }
  return offset;
}

/** An empty value stands nowhere: then its key is the place. */
function valueStart(node: unknown): number | undefined {
  return isScalar(node) && node.value === null ? undefined : startOf(node);
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
