import type { MappingNode, SequenceNode, YamlNode } from '../goyaml/index.ts';
import type { Quoting } from './scalar-text.ts';
import { newlineOf } from './splice.ts';

/** How the text of a new row is laid out, as its neighbours are. */
export interface RowStyle {
  readonly newline: string;
  /** The column of the dashes. */
  readonly indent: number;
  /** How far the fields stand right of the dash. */
  readonly fieldIndent: number;
  /** How far the dashes of groups stand right of the fields. */
  readonly groupIndent: number;
  readonly keys: Quoting;
  readonly values: Quoting;
  /** Groups in brackets. */
  readonly flowGroups: boolean;
  /** The whole row in braces. */
  readonly flowRow: boolean;
  /** What stands behind a colon or comma in brackets: a blank or nothing. */
  readonly gap: string;
}

export const USUAL: RowStyle = {
  newline: '\n',
  indent: 0,
  fieldIndent: 2,
  groupIndent: 2,
  keys: 'plain',
  values: 'plain',
  flowGroups: false,
  flowRow: false,
  gap: ' ',
};

const BREAK = /[\n\r\u0085\u2028\u2029]/;

/** The style of a list: that of its last row, and where this one does not tell, of the nearest before it. */
export function styleOf(text: string, list: SequenceNode): RowStyle {
  const rows = list.items.filter((item) => item.kind === 'mapping' && item.entries.length > 0);
  const last = rows.at(-1);
  const style = { ...USUAL, newline: newlineOf(text), indent: list.dashColumn };
  // An empty list in brackets is JSON, as likely as not.
  if (last?.kind !== 'mapping') return list.flow ? { ...style, keys: 'double', values: 'double' } : style;
  const dash = list.dashes[list.items.indexOf(last)];
  const first = last.entries[0];
  const onDashLine = dash !== undefined && !last.flow && !BREAK.test(text.slice(dash, last.offset));
  return {
    ...style,
    ...groupStyle(rows),
    fieldIndent: onDashLine ? last.column - list.dashColumn : 2,
    keys: quotingOf(first?.key),
    values: quotingOf(last.entries.find(({ value }) => value.kind === 'scalar')?.value),
    flowRow: last.flow,
    gap: last.flow && first !== undefined && !/\s/.test(text.charAt(first.colon)) ? '' : ' ',
  };
}

/** How groups are written in the last row that has some. */
function groupStyle(rows: readonly YamlNode[]): Partial<RowStyle> {
  for (const row of rows.toReversed()) {
    for (const { key, value } of (row as MappingNode).entries) {
      if (value.kind !== 'sequence' || value.items.length === 0) continue;
      if (value.flow) return { flowGroups: true };
      return { flowGroups: false, groupIndent: Math.max(0, value.dashColumn - key.column) };
    }
  }
  return {};
}

/** The quotes of a scalar; plain for anything else. */
export function quotingOf(node: YamlNode | undefined): Quoting {
  const style = node?.kind === 'scalar' ? node.style : 'plain';
  return style === 'single' || style === 'double' ? style : 'plain';
}
