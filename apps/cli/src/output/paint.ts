import { styleText } from 'node:util';

type Format = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan' | 'magenta' | 'underline';

/** Puts colour on a text, or leaves it as it is. */
export type Paint = (format: Format, text: string) => string;

export const plain: Paint = (_format, text) => text;
// The stream was asked already, with our own environment: see paintFor.
const coloured: Paint = (format, text) =>
  text === '' ? '' : styleText(format, text, { validateStream: false });

/** Colour for a terminal, unless NO_COLOR (no-color.org) or a dumb terminal says otherwise; FORCE_COLOR asks for it. */
export function paintFor(
  sink: { readonly isTTY: boolean },
  env: Readonly<Record<string, string | undefined>>,
): Paint {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return plain;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced === '0' ? plain : coloured;
  return sink.isTTY && env['TERM'] !== 'dumb' ? coloured : plain;
}
