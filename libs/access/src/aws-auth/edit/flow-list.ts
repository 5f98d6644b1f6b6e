import type { SequenceNode } from '../goyaml/index.ts';
import type { MappingList } from '../mapping.ts';
import type { ListEdit } from './list-edit.ts';
import { commaBehind, textEnd } from './node-text.ts';
import { flowRow } from './row-text.ts';
import type { RowStyle } from './row-style.ts';
import type { Splice } from './splice.ts';

/**
 * Takes items out of brackets, each with the comma behind it, or the one before it where nothing follows. Comments
 * between the items stay.
 */
export function removeFlow(text: string, node: SequenceNode, removed: readonly number[]): readonly Splice[] {
  const { items } = node;
  const gone = new Set(removed);
  const lastKept = items.findLastIndex((_, index) => !gone.has(index));
  return removed.flatMap((index): Splice[] => {
    const item = items[index];
    if (item === undefined) return [];
    const from = item.start.offset;
    const end = textEnd(text, item);
    if (index > lastKept && lastKept >= 0) {
      const before = items[index - 1]?.end ?? from;
      const comma = commaBehind(text, before) ?? before;
      return isBlank(text.slice(comma + 1, from))
        ? [{ from: comma, to: end, by: '' }]
        : [
            { from: comma, to: comma + 1, by: '' },
            { from, to: end, by: '' },
          ];
    }
    const comma = commaBehind(text, end);
    const behind = comma === undefined ? end : comma + 1;
    return [{ from, to: behind + blanksAt(text, behind), by: '' }];
  });
}

const isBlank = (text: string): boolean => text.trim() === '';

/** How many blanks stand there, up to the end of the line. */
function blanksAt(text: string, offset: number): number {
  const match = /[ \t]*/y;
  match.lastIndex = offset;
  return match.exec(text)?.[0].length ?? 0;
}

interface Appending {
  readonly text: string;
  readonly node: SequenceNode;
  readonly edit: ListEdit;
  readonly style: RowStyle;
}

/** Puts rows behind the last item, set apart as the items before are. */
export function appendFlow(list: MappingList, { text, node, edit, style }: Appending): readonly Splice[] {
  const rows = edit.append.map((mapping) => flowRow(list, mapping, { ...style, values: quoted(style) }));
  if (rows.length === 0) return [];
  const last = node.items.at(-1);
  const gap = gapOf(text, node, style);
  const at = last === undefined ? node.start.offset + 1 : textEnd(text, last);
  const alone = edit.remove.size === node.items.length;
  const by = rows.join(`,${gap}`);
  return [{ from: at, to: at, by: alone ? by : `,${gap}${by}` }];
}

const quoted = ({ values }: RowStyle) => (values === 'plain' ? 'double' : values);

/** What stands between two items behind the comma, or between the bracket and the first one. */
function gapOf(text: string, { items, start }: SequenceNode, style: RowStyle): string {
  const [first, second] = items;
  if (first === undefined) return style.gap;
  const between = second === undefined ? undefined : text.slice(textEnd(text, first), second.start.offset);
  if (between !== undefined) return /^,\s*$/.test(between) ? between.slice(1) : style.gap;
  const before = text.slice(start.offset + 1, first.start.offset);
  return before.includes('\n') && isBlank(before) ? before : style.gap;
}
