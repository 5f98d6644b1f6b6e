import type { SequenceNode, YamlNode } from '../goyaml/index.ts';
import type { IdentityMapping, MappingList } from '../mapping.ts';
import { commaBehind, textEnd } from './node-text.ts';
import { flowRow } from './row-text.ts';
import type { RowStyle } from './row-style.ts';
import { lineStart, type Splice } from './splice.ts';

/**
 * Takes items out of brackets, each with the comma behind it; at the end of the list, where none follows, with the one
 * before it. Comments between the items stay, and no empty line is left.
 */
export function removeFlow(
  text: string,
  { items }: SequenceNode,
  removed: readonly number[],
): readonly Splice[] {
  const gone = new Set(removed);
  const lastKept = items.findLastIndex((_, index) => !gone.has(index));
  const splices = removed.map((index) => {
    const { from, to } = extent(text, items[index]);
    const comma = commaBehind(text, to);
    return wholeLines(text, { from, to: comma === undefined ? to : comma + 1, by: '' });
  });
  const kept = items[lastKept];
  const endsWithComma = commaBehind(text, extent(text, items.at(-1)).to) !== undefined;
  if (kept === undefined || lastKept === items.length - 1 || endsWithComma) return splices;
  const comma = commaBehind(text, textEnd(text, kept));
  return comma === undefined ? splices : [{ from: comma, to: comma + 1, by: '' }, ...splices];
}

function extent(text: string, item: YamlNode | undefined) {
  return { from: item?.offset ?? 0, to: item === undefined ? 0 : textEnd(text, item) };
}

/** Takes the blanks behind along; and the lines, where nothing else stands in them. */
function wholeLines(text: string, { from, to, by }: Splice): Splice {
  // Looked at are the blanks alone: thousands of rows may stand in one line.
  let [begin, end] = [from, to];
  while (begin > 0 && isBlankInLine(text.charAt(begin - 1))) begin -= 1;
  while (end < text.length && isBlankInLine(text.charAt(end))) end += 1;
  const beginsLine = begin === 0 || text.charAt(begin - 1) === '\n';
  if (beginsLine && text.charAt(end) === '\n') return { from: begin, to: end + 1, by };
  const blanks = /[ \t]*/y;
  blanks.lastIndex = to;
  return { from, to: to + (blanks.exec(text)?.[0].length ?? 0), by };
}

const isBlankInLine = (letter: string): boolean => letter !== '\n' && letter.trim() === '';

interface Appending {
  readonly text: string;
  readonly node: SequenceNode;
  readonly removed: readonly number[];
  readonly append: readonly IdentityMapping[];
  readonly style: RowStyle;
}

/** Puts rows behind the last item that stays, set apart as the items are. */
export function appendFlow(
  list: MappingList,
  { text, node, removed, append, style }: Appending,
): readonly Splice[] {
  const values = style.values === 'plain' ? 'double' : style.values;
  const rows = append.map((mapping) => flowRow(list, mapping, { ...style, values }));
  if (rows.length === 0) return [];
  const gap = gapOf(text, node, style);
  const by = rows.join(`,${gap}`);
  const gone = new Set(removed);
  const lastKept = node.items.findLast((_, index) => !gone.has(index));
  if (lastKept !== undefined) {
    const at = textEnd(text, lastKept);
    return [{ from: at, to: at, by: `,${gap}${by}` }];
  }
  const at = node.offset + 1;
  return [{ from: at, to: at, by: gap.includes('\n') ? `${gap}${by}` : by }];
}

/** What stands behind the comma between two items: a line end, where each item begins a line. */
function gapOf(text: string, { items }: SequenceNode, style: RowStyle): string {
  const item = items[1] ?? items[0];
  if (item === undefined) return style.gap;
  const indent = text.slice(lineStart(text, item.offset), item.offset);
  if (indent.trim() === '' && lineStart(text, item.offset) > 0) return `${style.newline}${indent}`;
  const [first, second] = items;
  if (first === undefined || second === undefined) return style.gap;
  const between = text.slice(textEnd(text, first), second.offset);
  return /^,[ \t]*$/.test(between) ? between.slice(1) : style.gap;
}
