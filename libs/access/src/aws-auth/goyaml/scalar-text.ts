/** The value of a scalar while it is put together from pieces of the source. */
export class ScalarText {
  value = '';
  /** Pairs of an offset in the value and the offset in the source that the piece there came from. */
  readonly origins: number[] | undefined;

  constructor(tracksOrigins: boolean) {
    this.origins = tracksOrigins ? [] : undefined;
  }

  add(piece: string, offset: number): void {
    if (piece === '') return;
    this.origins?.push(this.value.length, offset);
    this.value += piece;
  }
}

/** Line breaks between two lines of a flow scalar: one counts as a blank, of more the first counts as nothing. */
export function foldBreaks(first: string, others: string): string {
  if (!first.startsWith('\n')) return first + others;
  return others === '' ? ' ' : others;
}
