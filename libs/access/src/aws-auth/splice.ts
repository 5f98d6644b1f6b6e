/** Replaces what stands in `text` from `from` up to `to` by `by`. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly by: string;
}

/** Makes all splices at once; their ranges must not overlap, and those at one place go in their order. */
export function splice(text: string, splices: readonly Splice[]): string {
  const sorted = splices
    .map((one, order) => ({ ...one, order }))
    .sort((a, b) => a.from - b.from || a.to - b.to || a.order - b.order);
  let done = '';
  let at = 0;
  for (const { from, to, by } of sorted) {
    done += text.slice(at, from) + by;
    at = to;
  }
  return done + text.slice(at);
}

/** Where the line begins that this offset stands in. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Behind the line end of the line that this offset stands in; the end of the text in its last line. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}
