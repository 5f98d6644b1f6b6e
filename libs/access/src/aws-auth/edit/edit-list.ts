import { isSkipped, type DecodedList } from '../decode-list.ts';
import type { SequenceNode } from '../goyaml/index.ts';
import type { MappingList } from '../mapping.ts';
import { editRow } from './edit-row.ts';
import { appendFlow, removeFlow } from './flow-list.ts';
import type { ListEdit } from './list-edit.ts';
import { lastOffset } from './node-text.ts';
import { blockRow } from './row-text.ts';
import { styleOf, USUAL, type RowStyle } from './row-style.ts';
import { insertLines, lineEnd, lineStart, newlineOf, removeLines, splice, type Splice } from './splice.ts';
import { UneditableError } from './uneditable-error.ts';

/** The value of a list with the edit made; the caller proves it by reading it back. */
export function editList(list: MappingList, text: string, editing: Editing): string {
  const { decoded } = editing;
  if (decoded.ignored !== undefined) {
    throw new UneditableError(list, `nobody reads what stands from line ${decoded.ignored.line + 1} on`);
  }
  const node = decoded.list?.node;
  if (node === undefined || (node.items.length === 0 && standsAlone(text, node.offset, node.end))) {
    return startList(list, text, editing);
  }
  if (text.endsWith('\n')) return editRows(list, { ...editing, text, node });
  // Every line has an end while lines are taken away and put in.
  const newline = newlineOf(text);
  const done = editRows(list, { ...editing, text: `${text}${newline}`, node });
  return done.slice(0, -newline.length);
}

interface Editing {
  readonly decoded: DecodedList;
  readonly edit: ListEdit;
}

/** The places of the rows that go. */
function indexes({ rows }: DecodedList, { remove }: ListEdit): readonly number[] {
  return rows.flatMap((row, index) => (remove.has(row) ? [index] : []));
}

interface RowsEditing extends Editing {
  readonly text: string;
  readonly node: SequenceNode;
}

function editRows(list: MappingList, editing: RowsEditing): string {
  const { text, node, decoded, edit } = editing;
  const style = styleOf(text, node);
  const changed = [...edit.change].flatMap(([row, to]) => editRow(row, to, { list, text, style }));
  if (!node.flow) return splice(text, [...changed, ...editBlock(list, editing, style)]);
  const removed = indexes(decoded, edit);
  const appended = appendFlow(list, { text, node, removed, append: edit.append, style });
  return splice(text, [...changed, ...removeFlow(text, node, removed), ...appended]);
}

/** Rows go with their lines, comments between rows stay; where no row is left, `[]` stands in place of the first. */
function editBlock(list: MappingList, editing: RowsEditing, style: RowStyle): readonly Splice[] {
  const { text, node, decoded, edit } = editing;
  const removed = indexes(decoded, edit);
  const rows = edit.append.map((mapping) => blockRow(list, mapping, style)).join(style.newline);
  const lines = removed.map((index) => {
    const item = node.items[index] ?? node;
    return { from: node.dashes[index] ?? item.offset, to: lastOffset(text, item) };
  });
  const [first, ...rest] = lines;
  if (first !== undefined && removed.length === node.items.length) {
    const by = rows === '' ? `${' '.repeat(style.indent)}[]` : rows;
    const { from, to } = { from: lineStart(text, first.from), to: lineEnd(text, first.to) };
    const newline = text.charAt(to - 1) === '\n' ? style.newline : '';
    return [
      { from, to, by: `${by}${newline}` },
      ...rest.map((line) => removeLines(text, line.from, line.to)),
    ];
  }
  const last = node.items.at(-1);
  const appended = rows === '' || last === undefined ? [] : [insertLines(text, lastOffset(text, last), rows)];
  return [...lines.map((line) => removeLines(text, line.from, line.to)), ...appended];
}

/** True when nothing but blanks and a comment shares the lines with what stands there. */
function standsAlone(text: string, from: number, to: number): boolean {
  const before = text.slice(lineStart(text, from), from);
  const behind = text.slice(to, lineEnd(text, to)).trim();
  return before.trim() === '' && /^(?:#.*)?$/.test(behind) && !text.slice(from, to).includes('#');
}

/** Rows for a value that has none: in place of `[]` or null, else behind its comments. */
function startList(list: MappingList, text: string, { decoded, edit }: Editing): string {
  const newline = newlineOf(text);
  const at = decoded.list?.node ?? decoded.nothing;
  const indent = at?.column ?? 0;
  const style = { ...USUAL, newline, indent };
  const rows = edit.append.map((mapping) => blockRow(list, mapping, style)).join(newline);
  if (at !== undefined && at.end > at.offset && standsAlone(text, at.offset, at.end)) {
    return splice(text, [{ from: at.offset, to: at.end, by: rows.trimStart() }]);
  }
  if (isSkipped(text)) return `${rows}${newline}`;
  return `${text}${text.endsWith('\n') ? '' : newline}${rows}${newline}`;
}
