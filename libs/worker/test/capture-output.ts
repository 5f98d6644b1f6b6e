import { vi } from 'vitest';

/** What this process has written since, in place of the terminal. */
export interface Output {
  text(): string;
  /** Each line as JSON. */
  lines(): readonly Readonly<Record<string, unknown>>[];
  release(): void;
}

/** Catches stdout and stderr, which Lambda puts into one log. */
export function captureOutput(): Output {
  let written = '';
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      written += String(text);
      return true;
    }),
  );
  return {
    text: () => written,
    lines: () =>
      written
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    release: () => {
      for (const spy of spies) spy.mockRestore();
    },
  };
}
