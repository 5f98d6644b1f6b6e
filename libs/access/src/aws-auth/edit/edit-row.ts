import type { Entry, MappingNode } from '../goyaml/index.ts';
import type { IdentityMapping } from '../mapping.ts';
import type { DecodedRow } from '../row.ts';
import { addField, entryOf, replaceValue, type RowEdit } from './edit-field.ts';
import { setGroups } from './edit-groups.ts';
import { quotingOf } from './row-style.ts';
import { scalarText } from './scalar-text.ts';
import type { Splice } from './splice.ts';
import { UneditableError } from './uneditable-error.ts';

/**
 * The splices that give a row another username and other groups, and leave its other fields, its comments and its
 * ARN as they are. What does not differ is not touched.
 */
export function editRow(row: DecodedRow, to: IdentityMapping, edit: RowEdit): readonly Splice[] {
  const { node } = row;
  if (node.kind !== 'mapping') {
    throw new UneditableError(edit.list, `the row in line ${node.line + 1} is an alias of another one`);
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
