type Undo = () => unknown;

/** What is to be undone at the end of something, and what is still being begun when it ends. */
export class Life {
  private readonly undo: Undo[] = [];
  private readonly beginning = new Set<Promise<unknown>>();
  private readonly over = new AbortController();

  /** Aborted when it ends: what is being begun gives up. */
  get signal(): AbortSignal {
    return this.over.signal;
  }

  /** Takes steps of the end: the last is done first. */
  atEnd(...steps: readonly Undo[]): void {
    this.undo.push(...steps);
  }

  /** Begins something that may fail, or be given up at the end. Error when it is given up, or is too late. */
  async begin<T>(act: () => Promise<T>): Promise<T> {
    if (this.isOver()) throw new Error('it is stopped');
    const begun = act();
    this.beginning.add(begun);
    try {
      return await begun;
    } catch (cause) {
      throw this.isOver() ? new Error('it was stopped meanwhile', { cause }) : cause;
    } finally {
      this.beginning.delete(begun);
    }
  }

  /** Ends it; resolves when all is undone. A second call finds nothing to do. */
  async end(): Promise<void> {
    this.over.abort();
    await Promise.allSettled(this.beginning);
    for (const step of this.undo.splice(0).reverse()) await step();
  }

  private isOver(): boolean {
    return this.signal.aborted;
  }
}
