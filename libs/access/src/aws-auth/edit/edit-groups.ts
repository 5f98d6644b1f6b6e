import {
  resolvePlain,
  type MappingNode,
  type ScalarNode,
  type SequenceNode,
  type YamlNode,
} from '../goyaml/index.ts';
import { addField, entryOf, replaceValue, type RowEdit } from './edit-field.ts';
import { lastOffset, textEnd } from './node-text.ts';
import { quotingOf } from './row-style.ts';
import { flowGroups, groupLines } from './row-text.ts';
import { scalarText } from './scalar-text.ts';
import { insertLines, lineStart, removeLines, type Splice } from './splice.ts';

/** The splices that give a row these groups, each once; the text of groups that stay is not touched. */
export function setGroups(row: MappingNode, groups: readonly string[], edit: RowEdit): readonly Splice[] {
  const { style, text } = edit;
  const entry = entryOf(row, 'groups', edit.list);
  if (entry === undefined) {
    const written = groupLines(groups, { ...style, column: 0, flowGroups: row.flow || style.flowGroups });
    return [addField(row, written, edit)];
  }
  const { value } = entry;
  if (value.kind !== 'sequence') return [replaceValue(entry, flowGroups(groups, style), edit)];
  if (!value.flow && groups.length > 0 && standsInLines(value, text)) return editLines(value, groups, edit);
  const { kept, added } = compare(value, groups);
  const [first] = value.items;
  const pieces = [
    ...kept.map((item) => text.slice(item.offset, textEnd(text, item))),
    ...added.map((group) => scalarText(group, first === undefined ? style.values : quotingOf(first))),
  ];
  const tight = first !== undefined && /^\s*,\S/.test(text.slice(first.end, value.end));
  return [replaceValue(entry, `[${pieces.join(tight ? ',' : `,${style.gap}`)}]`, edit)];
}

interface Comparison {
  readonly kept: readonly YamlNode[];
  /** Where they stand in the list. */
  readonly removed: readonly number[];
  readonly added: readonly string[];
}

/** Which items of a list stay, which go, and which groups are new. */
function compare(list: SequenceNode, groups: readonly string[]): Comparison {
  const missing = new Set(groups);
  const stays = (item: YamlNode) => item.kind === 'scalar' && isText(item) && missing.delete(item.value);
  const kept = new Set(list.items.filter(stays));
  return { kept: [...kept], removed: indexesOf(list.items, (item) => !kept.has(item)), added: [...missing] };
}

function indexesOf(items: readonly YamlNode[], wanted: (item: YamlNode) => boolean): readonly number[] {
  return items.flatMap((item, index) => (wanted(item) ? [index] : []));
}

function isText({ style, tag, value }: ScalarNode): boolean {
  return tag === '' && style !== 'empty' && (style !== 'plain' || resolvePlain(value) === 'string');
}

/** True when each item has its line or lines to itself. */
function standsInLines({ dashes }: SequenceNode, text: string): boolean {
  return dashes.every((offset) => text.slice(lineStart(text, offset), offset).trim() === '');
}

/** New groups take the lines of those that go, and further lines behind the last. */
function editLines(
  list: SequenceNode,
  groups: readonly string[],
  { text, style }: RowEdit,
): readonly Splice[] {
  const { removed, added } = compare(list, groups);
  const quoting = quotingOf(list.items[0]);
  const splices = removed.map((at, index): Splice => {
    const item = list.items[at] ?? list;
    const group = added[index];
    if (group !== undefined) {
      const gap = item.kind === 'scalar' && item.style === 'empty' ? ' ' : '';
      return { from: item.offset, to: textEnd(text, item), by: `${gap}${scalarText(group, quoting)}` };
    }
    const dash = list.dashes[at] ?? item.offset;
    return removeLines(text, dash, lastOffset(text, item));
  });
  const more = added.slice(removed.length);
  const last = list.items.at(-1);
  if (more.length === 0 || last === undefined) return splices;
  const dash = `${' '.repeat(list.dashColumn)}- `;
  const lines = more.map((group) => `${dash}${scalarText(group, quoting)}`).join(style.newline);
  return [...splices, insertLines(text, lastOffset(text, last), lines)];
}
