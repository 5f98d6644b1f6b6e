/** One document of a file of manifests, and where its text begins. */
export interface Piece {
  readonly text: string;
  /** Offset in the file. */
  readonly offset: number;
  readonly json: boolean;
}

/**
 * Splits a file as kubectl does (k8s.io/apimachinery, util/yaml): objects one after the other are JSON, anything else
 * is YAML, split at the lines that begin with `---`. Pieces that hold nothing but comments are left out.
 */
export function splitDocuments(file: string): readonly Piece[] {
  return splitJson(file) ?? splitYaml(file);
}

function splitYaml(file: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const add = (from: number, to: number) => {
    const text = file.slice(from, to);
    if (/^[ \t]*[^#\s]/m.test(text.replace(/^\ufeff?---/, '')))
      pieces.push({ text, offset: from, json: false });
  };
  let from = 0;
  for (const { index } of file.matchAll(/^---/gm)) {
    add(from, index);
    from = index;
  }
  add(from, file.length);
  return pieces;
}

/** JSON objects with nothing but blanks between them; undefined for any other text. */
function splitJson(file: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  for (let at = 0; at < file.length;) {
    const offset = at + (/^\s*/.exec(file.slice(at))?.[0].length ?? 0);
    if (offset === file.length) break;
    const end = endOfObject(file, offset);
    const text = file.slice(offset, end);
    if (end === undefined || !isJson(text)) return undefined;
    pieces.push({ text, offset, json: true });
    at = end;
  }
  return pieces.length > 0 ? pieces : undefined;
}

/** Behind the brace that closes the one at `offset`; braces within strings do not count. */
function endOfObject(file: string, offset: number): number | undefined {
  if (file.charAt(offset) !== '{') return undefined;
  const tokens = /"(?:[^"\\]|\\.)*"|[{}]/gs;
  tokens.lastIndex = offset;
  let depth = 0;
  for (let token = tokens.exec(file); token !== null; token = tokens.exec(file)) {
    if (token[0] === '{') depth += 1;
    else if (token[0] === '}') depth -= 1;
    if (depth === 0) return tokens.lastIndex;
  }
  return undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
