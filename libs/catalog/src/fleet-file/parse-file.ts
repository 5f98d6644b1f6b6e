import type { Source } from '@roster/access';
import { isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document, type Node } from 'yaml';
import { explainIssue, type Path } from './explain-issue.ts';
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
  const place = (path: Path, onKey: boolean) => at(offsetOf({ document, aliases }, path, onKey));
  if (problems.length > 0)
    return { problems: problems.map(({ offset, message }) => ({ ...at(offset), message })) };
  const parsed = FleetFile.safeParse(withoutEmptyLists(value));
  if (parsed.success) return { content: parsed.data, place: (path) => place(path, false) };
  const explained = parsed.error.issues.flatMap((issue) => explainIssue(issue, value));
  return {
    problems: explained.map(({ path, message, onKey }) => ({
      ...place(path, onKey),
      message,
    })),
  };
}

interface Refused {
  readonly problems: readonly { readonly offset: number; readonly message: string }[];
}

function documentOf(text: string, lineCounter: LineCounter): Document | Refused {
  const refused = (offset: number, message: string): Refused => ({ problems: [{ offset, message }] });
  try {
    const documents = parseAllDocuments(text, { lineCounter, prettyErrors: false, logLevel: 'silent' });
    const [document, second] = 'empty' in documents ? [] : documents;
    const errors = 'empty' in documents ? [] : documents.flatMap(({ errors: found }) => found);
    if (errors.length > 0)
      return { problems: errors.map(({ pos, message }) => ({ offset: pos[0], message })) };
    if (document?.contents == null)
      return refused(0, 'the file is empty; begin with "apiVersion: roster/v1"');
    // Its comments come first: the place is where its content begins.
    if (second !== undefined) return refused(startOf(second.contents) ?? 0, 'only one document in a file');
    return document;
  } catch (error) {
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
}

/** Where a value stands (or its key), or as much of the path as there is. */
function offsetOf({ document, aliases }: Parsed, path: Path, onKey: boolean): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, step] of path.entries()) {
    const target = aliases.get(node) ?? node;
    if (isSeq(target) && typeof step === 'number') {
      node = target.items[step];
      offset = startOf(node) ?? offset;
    } else if (isMap(target)) {
      const pair = target.items.find(({ key }) => isScalar(key) && key.source === step);
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
