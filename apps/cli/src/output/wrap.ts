import { stripVTControlCharacters } from 'node:util';
import type { Sink } from '../io.ts';
import { charactersOf, widthOf } from './width.ts';

/** A terminal narrower than this gets lines as they are. */
const NARROWEST = 40;
const [INDENT, GAP] = [4, 2];
/** Blanks at which a line may break: not those of a short remark in brackets, such as a cluster's account and Region. */
const BLANKS = /( +)(?![^()]{0,40}\))/u;

/** The text as it is, and on a terminal with its long lines broken between words. */
export const fitted = (text: string, { isTTY, columns }: Sink): string =>
  isTTY && columns >= NARROWEST ? wrapped(text, columns) : text;

/**
 * Breaks each line that is longer than so many columns between words, where a terminal would break it within one. What
 * goes on stands below the line's last column, or below what follows its mark (`→`, `+`), else a little further in, and
 * then the line's columns are no longer kept.
 */
export function wrapped(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => (widthOf(line) <= columns ? line : broken(line, columns)))
    .join('\n');
}

function broken(line: string, columns: number): string {
  const { hang, inColumns } = hangOf(stripVTControlCharacters(line), columns);
  const lines: string[] = [];
  let [current, width] = ['', 0];
  // Words stand at even places, the blanks between them at odd ones.
  const parts = line.split(BLANKS);
  for (let at = 0; at < parts.length; at += 2) {
    const [given = '', word = ''] = [parts[at - 1], parts[at]];
    const blanks = inColumns || width === 0 ? given : given.slice(0, GAP);
    const room = widthOf(word);
    const begins = width + blanks.length;
    const cell = given.length < GAP ? room : cellFrom(parts, at);
    const needed = hang + cell <= columns ? cell : room;
    // Where the next line would begin no earlier there is nothing to gain.
    if (begins + needed > columns && begins > hang) {
      lines.push(current);
      [current, width] = [' '.repeat(hang) + word, hang + room];
    } else [current, width] = [current + blanks + word, begins + room];
  }
  return [...lines, current].join('\n');
}

/** The width of a table's cell whose first word stands there: it is kept whole where it can be. */
function cellFrom(parts: readonly string[], at: number): number {
  const end = parts.findIndex((part, index) => index > at && index % 2 === 1 && part.length >= GAP);
  return widthOf(parts.slice(at, end === -1 ? undefined : end).join(''));
}

interface Hang {
  readonly hang: number;
  readonly inColumns: boolean;
}

/** Where the rest of a line begins: at its last column, where that leaves half of the width. */
function hangOf(line: string, columns: number): Hang {
  const gaps = Array.from(line.matchAll(/\S {2,}(?=\S)/gu), (gap) => gap.index + gap[0].length);
  const column = gaps.at(-1) ?? 0;
  if (column > 0 && column <= columns / 2) return { hang: column, inColumns: true };
  const [marked = ''] = /^ *[-+~→✓✗·] +/u.exec(line) ?? [];
  const indent = line.length - line.trimStart().length + INDENT;
  return { hang: marked === '' ? indent : marked.length, inColumns: false };
}

/** A text in no more than so many columns: what is too much is left out of its middle, for names differ at their ends. */
export function shortened(text: string, columns: number): string {
  const characters = charactersOf(text);
  const over = characters.length - Math.max(columns, 1);
  if (over <= 0) return text;
  const kept = characters.length - over - 1;
  const head = Math.floor(kept / 2);
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (kept - head)).join('')}`;
}
