const KEPT = 5000;

/** What a program writes, line by line. */
export class Lines {
  private readonly kept: string[] = [];
  private readonly listeners = new Set<(line: string) => void>();

  /** Takes a stream of text to its end. */
  follow(stream: NodeJS.ReadableStream): void {
    let rest = '';
    stream.on('data', (chunk: Buffer) => {
      const parts = (rest + chunk.toString()).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) this.add(line);
    });
  }

  /** The last lines, or the last few of them. */
  text(count = KEPT): string {
    return this.kept.slice(-count).join('\n');
  }

  /** Resolves with the next line that the pattern matches, from now on; `forget` when nobody waits any more. */
  next(pattern: RegExp): { readonly line: Promise<string>; readonly forget: () => void } {
    const { promise: line, resolve } = Promise.withResolvers<string>();
    const listener = (written: string) => {
      if (pattern.test(written)) resolve(written);
    };
    this.listeners.add(listener);
    return { line, forget: () => void this.listeners.delete(listener) };
  }

  private add(line: string): void {
    this.kept.push(line);
    if (this.kept.length > KEPT) this.kept.shift();
    for (const listener of this.listeners) listener(line);
  }
}
