import type { Io } from '../io.ts';
import { paintFor } from './paint.ts';
import type { Paint } from './paint.ts';
import { fitted } from './wrap.ts';

export type Format = 'text' | 'json';

/** The two ways out: data on stdout, in the form asked for, and narration on stderr; long lines fit a terminal. */
export interface Output {
  readonly format: Format;
  /** The command's result: the value itself as JSON, or the text made of it. */
  result<T>(value: T, render: (value: T, paint: Paint) => string): void;
  /** A result that has one form only, whatever `-o` says: a YAML file, an ExecCredential. */
  raw(text: string): void;
  /** A line for the person who watches. */
  note(line: string): void;
  readonly paint: { readonly stdout: Paint; readonly stderr: Paint };
}

export function createOutput(io: Io, format: Format): Output {
  const paint = { stdout: paintFor(io.stdout, io.env), stderr: paintFor(io.stderr, io.env) };
  return {
    format,
    paint,
    result: (value, render) =>
      io.stdout.write(
        ended(
          format === 'json' ? JSON.stringify(value, null, 2) : fitted(render(value, paint.stdout), io.stdout),
        ),
      ),
    raw: (text) => io.stdout.write(ended(text)),
    note: (line) => io.stderr.write(ended(fitted(line, io.stderr))),
  };
}

const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
