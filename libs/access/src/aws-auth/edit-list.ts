import { principalKey } from '../arn/index.ts';
import { editRow } from './edit-row.ts';
import type { SequenceNode } from './goyaml/index.ts';
import type { IdentityMapping, MappingList } from './mapping.ts';
import { blockRow, flowRow, styleOf } from './row-text.ts';
import { decodeRows, isSkipped, type DecodedRow } from './row.ts';
import { lineEnd, lineStart, splice, type Splice } from './splice.ts';

/** What is to happen to one list. Principals are keys. */
export interface ListEdit {
  readonly list: MappingList;
  readonly change: ReadonlyMap<string, IdentityMapping>;
  readonly remove: ReadonlySet<string>;
  readonly append: readonly IdentityMapping[];
}

/** The value of a list with the edit made; the caller proves it by reading it back. */
export function editList(text: string | undefined, edit: ListEdit): string {
  const { list, append } = edit;
  if (text === undefined || isSkipped(text)) return `${blockRows('\n', edit)}\n`;
  const decoded = decodeRows(text, list === 'mapRoles' ? 'rolearn' : 'userarn');
  if ('error' in decoded) throw decoded.error;
  const node = decoded.list?.node;
  if (node === undefined || (text.trim() === '[]' && append.length > 0)) return startList(text, edit);
  const splices = decoded.rows.flatMap((row) => changed(text, row, { edit, node }));
  const removed = decoded.rows.flatMap((row, index) =>
    edit.remove.has(principalKey(row.arn)) ? [index] : [],
  );
  splices.push(
    ...removals(text, node, removed),
    ...appended(text, node, { edit, left: node.items.length - removed.length }),
  );
  const done = splice(text, splices);
  return done.trim() === '' ? '[]\n' : done;
}

function blockRows(newline: string, { list, append }: ListEdit): string {
  return append
    .map((mapping) => blockRow(list, mapping, { indent: 0, groupIndent: 2, newline }))
    .join(newline);
}

/** Rows for a value that has none: behind its comments, or in place of `[]`. */
function startList(text: string, edit: ListEdit): string {
  if (edit.append.length === 0) return text;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const before = text.trim() === '[]' ? '' : text.endsWith('\n') ? text : `${text}${newline}`;
  return `${before}${blockRows(newline, edit)}${newline}`;
}

interface In {
  readonly edit: ListEdit;
  readonly node: SequenceNode;
}

function changed(text: string, row: DecodedRow, { edit, node }: In): readonly Splice[] {
  const to = edit.change.get(principalKey(row.arn));
  const source = row.value.node;
  if (to === undefined || row.value.type !== 'map') return [];
  return editRow(text, row.value.node, {
    from: row,
    to,
    style: styleOf(text, source.kind === 'mapping' ? node : undefined),
  });
}

/** Block rows go with their lines, and comments between rows stay; flow rows go with a comma. */
function removals(text: string, node: SequenceNode, indexes: readonly number[]): readonly Splice[] {
  if (node.flow) return runsOf(indexes).map((run) => flowRemoval(node, run));
  return indexes.flatMap((index): Splice[] => {
    const item = node.items[index];
    if (item === undefined) return [];
    const dash = node.dashes[index]?.offset ?? item.start.offset;
    return [{ from: lineStart(text, dash), to: lineEnd(text, Math.max(dash, item.end - 1)), by: '' }];
  });
}

interface Run {
  readonly first: number;
  readonly last: number;
}

/** Neighbouring indexes, put together. */
function runsOf(indexes: readonly number[]): readonly Run[] {
  const runs: Run[] = [];
  for (const index of indexes) {
    const run = runs.at(-1);
    if (run?.last === index - 1) runs.splice(-1, 1, { first: run.first, last: index });
    else runs.push({ first: index, last: index });
  }
  return runs;
}

/** A run at the end of a flow list takes the comma before it along, any other the comma behind it. */
function flowRemoval({ items, end }: SequenceNode, { first, last }: Run): Splice {
  const begin = items[first]?.start.offset ?? end;
  const next = items[last + 1];
  if (next !== undefined) return { from: begin, to: next.start.offset, by: '' };
  return { from: items[first - 1]?.end ?? begin, to: items[last]?.end ?? end, by: '' };
}

function appended(
  text: string,
  node: SequenceNode,
  { edit, left }: { readonly edit: ListEdit; readonly left: number },
): readonly Splice[] {
  const last = node.items.at(-1);
  if (edit.append.length === 0) return [];
  if (node.flow || last === undefined) {
    const rows = edit.append.map((mapping) => flowRow(edit.list, mapping)).join(', ');
    const at = last?.end ?? node.end - 1;
    const by = left > 0 ? `, ${rows}` : rows;
    return [{ from: at, to: at, by }];
  }
  const style = styleOf(text, node);
  const rows = edit.append.map((mapping) => blockRow(edit.list, mapping, style)).join(style.newline);
  const end = lineEnd(text, Math.max(last.start.offset, last.end - 1));
  const by = text.charAt(end - 1) === '\n' ? `${rows}${style.newline}` : `${style.newline}${rows}`;
  return [{ from: end, to: end, by }];
}
