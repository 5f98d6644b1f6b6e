/** One document of a file of manifests, and where its text begins. */
export interface Piece {
  readonly text: string;
  /** Offset in the file. */
  readonly offset: number;
}

/** Splits a file at its `---` lines, as kubectl does; pieces without content are left out. */
export function splitDocuments(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(/^---[ \t]*\r?$/gm)) {
    pieces.push({ text: text.slice(from, match.index), offset: from });
    from = match.index + match[0].length;
  }
  pieces.push({ text: text.slice(from), offset: from });
  const full = pieces.filter((piece) => /^[ \t]*[^#\s]/m.test(piece.text));
  return full.length > 0 ? full : pieces.slice(0, 1);
}
