import { decodeList, type DecodedList } from '../decode-list.ts';
import { isNamed } from '../fields.ts';
import { YamlError, type AliasNode, type YamlNode } from '../goyaml/index.ts';
import { sameAccess, type MappingList } from '../mapping.ts';
import type { DecodedRow } from '../row.ts';
import type { ListEdit } from './list-edit.ts';
import { literalText } from './literal-text.ts';
import { splice, type Splice } from './splice.ts';
import { UneditableError } from './uneditable-error.ts';

/** A list's text, as it is decoded, and what is to happen to its rows. */
export interface Tangled {
  readonly text: string;
  readonly decoded: DecodedList;
  readonly edit: ListEdit;
}

/**
 * The same list, in which no row that stays is written with the help of what the edit takes away or changes (js-yaml and
 * PyYAML write a list once, with an anchor, where a program used it twice). Such a text moves, with its anchor, to the
 * first place that uses it and stays; the aliases behind that stand as they are. A row that is nothing but an alias, and
 * is to change, is written out.
 * @throws UneditableError where what is shared cannot be written out
 */
export function untangle(list: MappingList, tangled: Tangled): Tangled {
  const { text, decoded, edit } = tangled;
  if (!text.includes('*') || decoded.list === undefined) return tangled;
  const parts = decoded.rows.flatMap((row) => partsOf(row));
  const users = Map.groupBy(
    parts.flatMap(({ node, ...of }) => (node.kind === 'alias' ? [{ ...of, node }] : [])),
    ({ node }) => node.target.node,
  );
  const goes = goingOf(edit);
  const splices = [
    ...parts.flatMap((part) =>
      part.node.anchor !== undefined && goes(part) ? moved(part, users.get(part.node) ?? []) : [],
    ),
    ...[...edit.change.keys()].flatMap(({ node }) => (node.kind === 'alias' ? [inPlaceOf(node, '')] : [])),
  ];
  if (splices.length === 0) return tangled;
  return again(list, splice(text, splices), tangled);

  /** Takes the anchor off, and writes what it stood for where it is used: by the first user with the anchor. */
  function moved(anchored: Part, using: readonly (Part & { readonly node: AliasNode })[]): readonly Splice[] {
    // A row that is nothing but an alias, and changes, is written out anyhow.
    const inRows = using.filter(({ isRow, row }) => !isRow || !edit.change.has(row));
    const staying = inRows.filter((user) => !goes(user));
    if (staying.length === 0) return [];
    const first = staying.find(({ row }) => row !== anchored.row);
    const moves = first === undefined ? [] : [inPlaceOf(first.node, `&${anchored.node.anchor ?? ''} `)];
    if (edit.remove.has(anchored.row)) return moves;
    // Until the new place comes, also where it is about to go, the text must stand for itself.
    const before = inRows.filter((user) => user.row === anchored.row || goes(user));
    return [
      withoutAnchor(list, text, anchored.node),
      ...before.map(({ node }) => inPlaceOf(node, '')),
      ...moves,
    ];
  }

  function inPlaceOf(alias: AliasNode, anchor: string): Splice {
    return { from: alias.offset, to: alias.end, by: `${anchor}${literalText(list, alias)}` };
  }
}

/** A node of a row that has an anchor, or is an alias. */
interface Part {
  readonly node: YamlNode;
  readonly row: DecodedRow;
  /** In which field it stands, of those that an edit changes. */
  readonly field: 'username' | 'groups' | undefined;
  /** It is the whole row. */
  readonly isRow: boolean;
}

/** In the order of the text. */
function partsOf(row: DecodedRow): readonly Part[] {
  const found: Part[] = [];
  visit(row.node, undefined);
  return found;

  function visit(node: YamlNode, field: Part['field']): void {
    if (node.kind === 'alias' || node.anchor !== undefined)
      found.push({ node, row, field, isRow: node === row.node });
    if (node.kind === 'sequence') for (const item of node.items) visit(item, field);
    if (node.kind !== 'mapping') return;
    for (const { key, value } of node.entries) {
      visit(key, field);
      visit(value, node === row.node ? fieldOf(key) : field);
    }
  }
}

const fieldOf = (key: YamlNode): Part['field'] =>
  (['username', 'groups'] as const).find((name) => key.kind === 'scalar' && isNamed(key.value, name));

/** Whether the edit takes that part of a row away, or writes over it. */
function goingOf({ remove, change }: ListEdit): (part: Part) => boolean {
  return ({ row, field, isRow, node }) => {
    if (remove.has(row)) return true;
    const to = change.get(row);
    if (to === undefined) return false;
    // What takes over a whole row takes over what changes in it.
    if (isRow) return node.kind !== 'alias';
    if (field === 'username') return row.username !== to.username;
    return field === 'groups' && !sameAccess({ ...to, groups: row.groups }, to);
  };
}

function withoutAnchor(list: MappingList, text: string, { offset, anchor = '', line }: YamlNode): Splice {
  const at = text.indexOf(`&${anchor}`, offset);
  // Only a tag may stand before it.
  if (!/^(?:!\S*[ \t]+)?$/.test(text.slice(offset, at))) {
    throw new UneditableError(list, `the anchor in line ${line + 1} is used by others, and cannot be moved`);
  }
  const blanks = /[ \t]*/y;
  blanks.lastIndex = at + anchor.length + 1;
  return { from: at, to: blanks.lastIndex + (blanks.exec(text)?.[0].length ?? 0), by: '' };
}

/** The rows of the new text are those of the old one, in their order. */
function again(list: MappingList, text: string, { decoded, edit }: Tangled): Tangled {
  const now = read(list, text);
  const same = new Map(decoded.rows.map((row, index) => [row, now.rows[index] ?? row]));
  const of = (row: DecodedRow) => same.get(row) ?? row;
  const { append } = edit;
  const remove = new Set([...edit.remove].map(of));
  const change = new Map([...edit.change].map(([row, to]) => [of(row), to]));
  return { text, decoded: now, edit: { append, remove, change } };
}

function read(list: MappingList, text: string): DecodedList {
  try {
    return decodeList(list, text);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new UneditableError(list, `what its rows share cannot be written out: ${error.message}`);
  }
}
