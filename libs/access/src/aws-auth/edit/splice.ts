/** Replaces what stands in a text from `from` up to `to` by `by`. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly by: string;
}

/** Makes all splices at once, in one pass; those at one place go in their order. */
export function splice(text: string, splices: readonly Splice[]): string {
  const sorted = splices.toSorted((a, b) => a.from - b.from || a.to - b.to);
  let done = '';
  let at = 0;
  for (const { from, to, by } of sorted) {
    done += text.slice(at, Math.max(at, from)) + by;
    at = Math.max(at, to);
  }
  return done + text.slice(at);
}

/** Where the line begins that this offset stands in. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Behind the line end of the line that this offset stands in; the end of the text in its last line. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

/** The line ends of a text. */
export function newlineOf(text: string): '\r\n' | '\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Takes the lines away in which `from` up to `to` stands. */
export function removeLines(text: string, from: number, to: number): Splice {
  return { from: lineStart(text, from), to: lineEnd(text, to), by: '' };
}

/** Puts lines, which have no line end behind the last, behind the line in which `offset` stands. */
export function insertLines(text: string, offset: number, lines: string): Splice {
  const at = lineEnd(text, offset);
  return { from: at, to: at, by: `${lines}${newlineOf(text)}` };
}
