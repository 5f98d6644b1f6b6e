import { decodeList, type DecodedList } from '../decode-list.ts';
import { YamlError } from '../goyaml/index.ts';
import { sameAccess, sameList, type IdentityMapping, type MappingList } from '../mapping.ts';
import type { ListEdit } from './list-edit.ts';
import { UneditableError } from './uneditable-error.ts';

interface Edited {
  readonly before: DecodedList;
  readonly edit: ListEdit;
}

/**
 * Proves an edit by reading the text back: every row that was not edited reads as before, in its order, the edited
 * ones as they should, and no row came or went beside them.
 * @throws UneditableError otherwise: a wrong text is never returned.
 */
export function assertReads(list: MappingList, text: string, { before, edit }: Edited): void {
  const after = read(list, text);
  const expected = [
    ...before.kept
      .filter((row) => !edit.remove.has(row))
      .map((row) => ({ was: row, now: edit.change.get(row) })),
    ...edit.append.map((mapping) => ({ was: mapping, now: mapping })),
  ];
  const rows = after?.kept ?? [];
  const count = before.rows.length - edit.remove.size + edit.append.length;
  const right = ({ was, now }: (typeof expected)[number], row: IdentityMapping | undefined) =>
    row?.arn === was.arn && (now === undefined ? same(row, was) : sameAccess(row, now));
  if (after?.rows.length === count && after.ignored === undefined && rows.length === expected.length) {
    if (expected.every((each, index) => right(each, rows[index]))) return;
  }
  throw new UneditableError(list, 'its rows would not read as they should after the edit');
}

function read(list: MappingList, text: string): DecodedList | undefined {
  try {
    return decodeList(list, text);
  } catch (error) {
    if (error instanceof YamlError) return undefined;
    throw error;
  }
}

function same(a: IdentityMapping, b: IdentityMapping): boolean {
  return a.username === b.username && sameList(a.groups, b.groups);
}
