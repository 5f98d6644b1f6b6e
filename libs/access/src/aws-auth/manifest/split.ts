import type { YamlValue } from '../goyaml/index.ts';
import { JsonError, parseJson } from './json.ts';

/** One document of a file of manifests, and where it begins. */
export type Piece =
  | { readonly kind: 'yaml'; readonly text: string; readonly offset: number }
  /** JSON; `value` undefined for null. */
  | { readonly kind: 'json'; readonly value: YamlValue; readonly offset: number }
  /** What kubectl does not get past as a document of its own. */
  | { readonly kind: 'bad-separator' | 'bad-json'; readonly offset: number; readonly message: string };

// Go's unicode.IsSpace, without line feed; JavaScript's \s differs in U+0085 and U+FEFF.
const BLANK = /[\t\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const BLANKS = new RegExp(`^(?:\\n|${BLANK.source})*`);

/** How far kubectl looks for the brace that begins JSON (cli-runtime, StreamVisitor). */
const GUESSED = 4096;

/**
 * Splits a file as kubectl does (k8s.io/apimachinery, util/yaml, YAMLOrJSONDecoder): where the first sign is a brace,
 * it reads one JSON value after the other; at an error, unless it has read two already, it goes on with the rest as
 * YAML, and never back.
 */
export function splitDocuments(file: string): readonly Piece[] {
  if (!file.slice(0, GUESSED).replace(BLANKS, '').startsWith('{')) return splitYaml(file, 0);
  const pieces: Piece[] = [];
  let at = 0;
  for (;;) {
    const offset = at + (/^[ \t\r\n]*/.exec(file.slice(at))?.[0].length ?? 0);
    if (offset === file.length) return pieces;
    try {
      const { value, end } = parseJson(file, offset);
      pieces.push({ kind: 'json', value, offset });
      at = end;
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      const rest = pieces.length < 2 ? skipLine(file, at) : undefined;
      if (rest !== undefined) return [...pieces, ...splitYaml(file, rest)];
      return [...pieces, { kind: 'bad-json', offset: error.offset, message: error.message }];
    }
  }
}

/**
 * Behind the blanks at `at`, up to and with the first line feed (YAMLOrJSONDecoder.consumeWhitespace). Undefined where
 * it gives up: it asks for four bytes at a time, and there must be so many; and at what is no UTF-8.
 */
function skipLine(file: string, at: number): number | undefined {
  for (let to = at; ; to += 1) {
    const ahead = file.slice(to, to + 4);
    const sign = ahead.charAt(0);
    if (new TextEncoder().encode(ahead).length < 4 || /[\udc80-\udcff]/.test(sign)) return undefined;
    if (sign === '\n') return to + 1;
    if (!BLANK.test(sign)) return to;
  }
}

/**
 * Splits at lines that begin with `---` (YAMLReader). A separator counts as the first line of a document that has
 * none yet. One with text behind it is an error that takes with it what stood before.
 */
function splitYaml(file: string, from: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let begin = from;
  const add = (to: number) => {
    if (to > begin) pieces.push({ kind: 'yaml', text: file.slice(begin, to), offset: begin });
  };
  for (let at = from; at < file.length;) {
    const feed = file.indexOf('\n', at);
    const next = feed < 0 ? file.length : feed + 1;
    if (file.startsWith('---', at)) {
      const behind = file.slice(at + 3, next).replace(BLANKS, '');
      if (behind !== '' && !behind.startsWith('#')) {
        pieces.push({ kind: 'bad-separator', offset: at, message: 'text follows --- on its line' });
        begin = next;
      } else if (at > begin) {
        add(at);
        begin = next;
      }
    }
    at = next;
  }
  add(file.length);
  return pieces;
}
