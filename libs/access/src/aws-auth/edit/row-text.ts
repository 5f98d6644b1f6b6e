import type { IdentityMapping, MappingList } from '../mapping.ts';
import { arnField } from '../row.ts';
import type { RowStyle } from './row-style.ts';
import { scalarText } from './scalar-text.ts';

/** Groups in brackets. */
export function flowGroups(
  groups: readonly string[],
  { values, gap }: Pick<RowStyle, 'values' | 'gap'>,
): string {
  return `[${groups.map((group) => scalarText(group, values)).join(`,${gap}`)}]`;
}

/** A row in braces, which is JSON where its style is that of JSON. */
export function flowRow(list: MappingList, mapping: IdentityMapping, style: RowStyle): string {
  const { arn, username, groups } = mapping;
  const field = (name: string, value: string) =>
    `${scalarText(name, style.keys)}:${style.gap || tight(style)}${value}`;
  const fields = [
    field(arnField(list), scalarText(arn, style.values)),
    field('username', scalarText(username, style.values)),
    field('groups', flowGroups(groups, style)),
  ];
  return `{${fields.join(`,${style.gap}`)}}`;
}

/** Without quotes around the key, its colon needs a blank. */
const tight = ({ keys }: RowStyle): string => (keys === 'plain' ? ' ' : '');

/** A row in block style, without a line end behind it. */
export function blockRow(list: MappingList, mapping: IdentityMapping, style: RowStyle): string {
  const { arn, username, groups } = mapping;
  const { keys, values, newline } = style;
  const dash = `${' '.repeat(style.indent)}-`;
  if (style.flowRow) return `${dash} ${flowRow(list, mapping, style)}`;
  const fields = ' '.repeat(style.indent + style.fieldIndent);
  const lines = [
    `${dash}${' '.repeat(style.fieldIndent - 1)}${scalarText(arnField(list), keys)}: ${scalarText(arn, values)}`,
    `${fields}${scalarText('username', keys)}: ${scalarText(username, values)}`,
    ...groupLines(groups, { ...style, column: fields.length }),
  ];
  return lines.join(newline);
}

/** The lines of the field `groups` whose key stands in `column`. */
export function groupLines(
  groups: readonly string[],
  style: RowStyle & { readonly column: number },
): readonly string[] {
  const key = `${' '.repeat(style.column)}${scalarText('groups', style.keys)}:`;
  if (style.flowGroups || groups.length === 0) return [`${key} ${flowGroups(groups, style)}`];
  const dash = `${' '.repeat(style.column + style.groupIndent)}- `;
  return [key, ...groups.map((group) => `${dash}${scalarText(group, style.values)}`)];
}
