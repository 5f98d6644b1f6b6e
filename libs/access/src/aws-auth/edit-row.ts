import type { Entry, MappingNode, YamlNode } from './goyaml/index.ts';
import type { IdentityMapping } from './mapping.ts';
import { flowGroups, scalarText, type RowStyle } from './row-text.ts';
import { lineEnd, type Splice } from './splice.ts';

/**
 * The splices that give a row another username and other groups, and leave its other fields, its comments and its
 * ARN as they are. What does not differ is not touched.
 */
export function editRow(
  text: string,
  row: MappingNode,
  change: { readonly from: IdentityMapping; readonly to: IdentityMapping; readonly style: RowStyle },
): readonly Splice[] {
  const { from, to, style } = change;
  const splices: Splice[] = [];
  if (from.username !== to.username) {
    const value = row.flow ? JSON.stringify(to.username) : scalarText(to.username);
    splices.push(...setField(text, row, { name: 'username', value, style }));
  }
  if (!sameList(from.groups, to.groups)) splices.push(...setGroups(text, row, { groups: to.groups, style }));
  return splices;
}

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** The entry of that field; of several, the one that the authenticator takes. */
function entryOf({ entries }: MappingNode, name: string): Entry | undefined {
  const named = entries.filter(({ key }) => key.kind === 'scalar' && key.value.toLowerCase() === name);
  const textOf = ({ key }: Entry) => (key.kind === 'scalar' ? key.value : '');
  return named.reduce<Entry | undefined>(
    (last, one) => (last === undefined || textOf(one) >= textOf(last) ? one : last),
    undefined,
  );
}

interface NewField {
  readonly name: string;
  readonly value: string;
  readonly style: RowStyle;
}

function setField(text: string, row: MappingNode, { name, value, style }: NewField): readonly Splice[] {
  const entry = entryOf(row, name);
  if (entry !== undefined) return [replaceValue(entry, value)];
  const last = row.entries.at(-1);
  if (last === undefined) return [];
  if (row.flow) return [{ from: last.value.end, to: last.value.end, by: `, "${name}": ${value}` }];
  const column = row.entries[0]?.key.start.column ?? 0;
  return [lineAfter(text, last.value, `${' '.repeat(column)}${name}: ${value}`, style)];
}

/** A value in place of another; a field with nothing behind its colon gets one. */
function replaceValue({ value, colon }: Entry, by: string): Splice {
  const empty = value.kind === 'scalar' && value.style === 'empty';
  if (empty || (value.kind === 'sequence' && !value.flow))
    return { from: colon, to: Math.max(colon, value.end), by: ` ${by}` };
  return { from: value.start.offset, to: value.end, by };
}

/** A new line behind the one in which a node ends. */
function lineAfter(text: string, node: YamlNode, line: string, { newline }: RowStyle): Splice {
  const end = lineEnd(text, Math.max(node.start.offset, node.end - 1));
  const by = text.charAt(end - 1) === '\n' ? `${line}${newline}` : `${newline}${line}`;
  return { from: end, to: end, by };
}

function setGroups(
  text: string,
  row: MappingNode,
  { groups, style }: { readonly groups: readonly string[]; readonly style: RowStyle },
): readonly Splice[] {
  const entry = entryOf(row, 'groups');
  const value = entry?.value;
  if (value?.kind === 'sequence' && !value.flow && groups.length > 0) {
    const dash = value.dashes[0];
    if (dash === undefined) return [];
    const by = groups
      .map((group) => `- ${scalarText(group)}`)
      .join(`${style.newline}${' '.repeat(dash.column)}`);
    return [{ from: dash.offset, to: value.end, by }];
  }
  return setField(text, row, { name: 'groups', value: flowGroups(groups), style });
}
