import { isNamed } from '../fields.ts';
import type { Entry, MappingNode } from '../goyaml/index.ts';
import type { MappingList } from '../mapping.ts';
import { lastOffset, textEnd } from './node-text.ts';
import type { RowStyle } from './row-style.ts';
import { insertLines, type Splice } from './splice.ts';
import { UneditableError } from './uneditable-error.ts';

/** What a row is edited within. */
export interface RowEdit {
  readonly list: MappingList;
  readonly text: string;
  readonly style: RowStyle;
}

/** The row's own entry of that field; a merged one is overridden by a new entry. */
export function entryOf({ entries, line }: MappingNode, name: string, list: MappingList): Entry | undefined {
  const [entry, second] = entries.filter(({ key }) => key.kind === 'scalar' && isNamed(key.value, name));
  if (second !== undefined) {
    throw new UneditableError(list, `${name} stands twice in the row of line ${line + 1}`);
  }
  return entry;
}

/** A value in place of another; a field with nothing behind its colon gets one. */
export function replaceValue({ value, colon }: Entry, by: string, { list, text }: RowEdit): Splice {
  if (value.kind === 'scalar' && value.style === 'empty') {
    if (value.anchor !== undefined || value.tag !== '') {
      throw new UneditableError(list, `an anchor or tag without a value stands in line ${value.line + 1}`);
    }
    return { from: colon, to: colon, by: ` ${by}` };
  }
  const onLine = !text.slice(colon, value.offset).includes('\n');
  const from = onLine ? value.offset : colon;
  return { from, to: textEnd(text, value), by: onLine ? by : ` ${by}` };
}

/** A new field behind the last one of a row: in braces behind a comma, else in lines of its own. */
export function addField(row: MappingNode, lines: readonly string[], { text, style }: RowEdit): Splice {
  const last = row.entries.at(-1)?.value ?? row;
  if (row.flow) {
    const at = Math.max(row.entries.at(-1)?.colon ?? 0, textEnd(text, last));
    return { from: at, to: at, by: `,${style.gap}${lines.join('')}` };
  }
  const column = ' '.repeat(row.entries[0]?.key.column ?? 0);
  const indented = lines.map((line) => `${column}${line}`).join(style.newline);
  return insertLines(text, lastOffset(text, last), indented);
}
