import { foldName } from '../fields.ts';
import type { Entry, MappingNode } from '../goyaml/index.ts';
import type { IdentityMapping, MappingList } from '../mapping.ts';
import type { DecodedRow } from '../row.ts';
import { setGroups } from './edit-groups.ts';
import { lastOffset, textEnd } from './node-text.ts';
import { quotingOf, type RowStyle } from './row-style.ts';
import { scalarText } from './scalar-text.ts';
import { insertLines, type Splice } from './splice.ts';
import { UneditableError } from './uneditable-error.ts';

export interface RowEdit {
  readonly list: MappingList;
  readonly text: string;
  readonly style: RowStyle;
}

/**
 * The splices that give a row another username and other groups, and leave its other fields, its comments and its
 * ARN as they are. What does not differ is not touched.
 */
export function editRow(row: DecodedRow, to: IdentityMapping, edit: RowEdit): readonly Splice[] {
  const { node } = row;
  if (node.kind !== 'mapping') {
    throw new UneditableError(edit.list, `the row in line ${node.start.line + 1} is an alias of another one`);
  }
  const groups = [...new Set(to.groups)];
  const sameGroups =
    groups.every((one) => row.groups.includes(one)) && row.groups.every((one) => groups.includes(one));
  const username = row.username === to.username ? [] : setUsername(node, to.username, edit);
  if (sameGroups) return username;
  // Lines of groups that are there already go before a new field, where both are put behind the same line.
  const has = entryOf(node, 'groups', edit.list) !== undefined;
  const set = setGroups(node, groups, edit);
  return has ? [...set, ...username] : [...username, ...set];
}

/** The row's own entry of that field; a merged one is overridden by a new entry. */
export function entryOf({ entries, start }: MappingNode, name: string, list: MappingList): Entry | undefined {
  const [entry, second] = entries.filter(({ key }) => key.kind === 'scalar' && foldName(key.value) === name);
  if (second !== undefined) {
    throw new UneditableError(list, `${name} stands twice in the row of line ${start.line + 1}`);
  }
  return entry;
}

function setUsername(row: MappingNode, username: string, edit: RowEdit): readonly Splice[] {
  const entry = entryOf(row, 'username', edit.list);
  if (entry !== undefined) return [replaceValue(entry, scalarText(username, quoting(entry, edit)), edit)];
  const { keys, values } = edit.style;
  const field = `${scalarText('username', keys)}: ${scalarText(username, values)}`;
  return [addField(row, [field], edit)];
}

/** The quotes of the value so far; of one that is no text, those of the row's neighbours. */
function quoting({ value }: Entry, { style }: RowEdit) {
  return value.kind === 'scalar' && value.style !== 'empty' ? quotingOf(value) : style.values;
}

/** A value in place of another; a field with nothing behind its colon gets one. */
export function replaceValue({ value, colon }: Entry, by: string, { list, text }: RowEdit): Splice {
  if (value.kind === 'scalar' && value.style === 'empty') {
    if (value.anchor !== undefined || value.tag !== '') {
      throw new UneditableError(
        list,
        `an anchor or tag without a value stands in line ${value.start.line + 1}`,
      );
    }
    return { from: colon, to: colon, by: ` ${by}` };
  }
  const onLine = !text.slice(colon, value.start.offset).includes('\n');
  const from = onLine ? value.start.offset : colon;
  return { from, to: textEnd(text, value), by: onLine ? by : ` ${by}` };
}

/** A new field behind the last one of a row: in braces behind a comma, else in lines of its own. */
export function addField(row: MappingNode, lines: readonly string[], { text, style }: RowEdit): Splice {
  const last = row.entries.at(-1)?.value ?? row;
  if (row.flow) {
    const at = Math.max(row.entries.at(-1)?.colon ?? 0, textEnd(text, last));
    return { from: at, to: at, by: `,${style.gap}${lines.join('')}` };
  }
  const column = ' '.repeat(row.entries[0]?.key.start.column ?? 0);
  const indented = lines.map((line) => `${column}${line}`).join(style.newline);
  return insertLines(text, lastOffset(text, last), indented);
}
