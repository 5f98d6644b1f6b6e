import { resolvePlain, type SequenceNode } from './goyaml/index.ts';
import type { IdentityMapping, MappingList } from './mapping.ts';

/** How new rows are laid out, as their neighbours are. */
export interface RowStyle {
  /** The column of the dashes. */
  readonly indent: number;
  /** How far the dashes of groups stand right of the fields: 0 or more. */
  readonly groupIndent: number;
  readonly newline: string;
}

/** A scalar that reads back as that very text: plain where that is sure, else double-quoted. */
export function scalarText(text: string): string {
  const plain = /^[A-Za-z](?:[\w:/.@+=-]*[\w/@+=-])?$/.test(text) && resolvePlain(text) === 'string';
  return plain ? text : JSON.stringify(text);
}

/** Groups as one flow list. */
export function flowGroups(groups: readonly string[]): string {
  return `[${groups.map((group) => JSON.stringify(group)).join(', ')}]`;
}

/** A row as one flow mapping, which is JSON too. */
export function flowRow(list: MappingList, { arn, username, groups }: IdentityMapping): string {
  const field = list === 'mapRoles' ? 'rolearn' : 'userarn';
  return `{"${field}": ${JSON.stringify(arn)}, "username": ${JSON.stringify(username)}, "groups": ${flowGroups(groups)}}`;
}

/** A row in block style, without a line end behind it. */
export function blockRow(list: MappingList, mapping: IdentityMapping, style: RowStyle): string {
  const { arn, username, groups } = mapping;
  const dash = ' '.repeat(style.indent);
  const lines = [
    `${dash}- ${list === 'mapRoles' ? 'rolearn' : 'userarn'}: ${scalarText(arn)}`,
    `${dash}  username: ${scalarText(username)}`,
  ];
  if (groups.length === 0) lines.push(`${dash}  groups: []`);
  else {
    const item = `${dash}  ${' '.repeat(style.groupIndent)}- `;
    lines.push(`${dash}  groups:`, ...groups.map((group) => `${item}${scalarText(group)}`));
  }
  return lines.join(style.newline);
}

/** The layout of a block list, told by its first row with a block list in it. */
export function styleOf(text: string, list: SequenceNode | undefined): RowStyle {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = list?.dashes[0]?.column ?? 0;
  for (const row of list?.items ?? []) {
    if (row.kind !== 'mapping' || row.flow) continue;
    for (const { key, value } of row.entries) {
      const dash = value.kind === 'sequence' && !value.flow ? value.dashes[0] : undefined;
      if (dash !== undefined)
        return { indent, newline, groupIndent: Math.max(0, dash.column - key.start.column) };
    }
  }
  return { indent, newline, groupIndent: 2 };
}
