import { editList, type ListEdit } from './edit-list.ts';
import { YamlError } from './goyaml/index.ts';
import { sameAccess, type IdentityMapping, type MappingList } from './mapping.ts';
import { readAwsAuth } from './read.ts';
import type { AwsAuthData, Reading, ReadRow } from './reading.ts';

/**
 * One edit of the document; `principal` is the key that rows are matched by. `put` changes the row that decides,
 * where it stands, or appends one to `list`; `remove` takes every row of the principal away, in both lists, or an
 * earlier duplicate would come alive.
 */
export type Edit =
  | {
      readonly op: 'put';
      readonly principal: string;
      readonly list: MappingList;
      readonly mapping: IdentityMapping;
    }
  | { readonly op: 'remove'; readonly principal: string };

/** The text cannot be edited so that it surely reads as it should; nothing was changed. */
export class UneditableError extends Error {
  override readonly name = 'UneditableError';
}

const LISTS = ['mapRoles', 'mapUsers'] as const;

/**
 * The data with the edits made. Only the keys that change differ, and in them only the lines of the rows that change.
 * The result is read back by the authenticator's rules before it is returned.
 * @throws UneditableError when a key is unreadable, or when the result would not read exactly as it should.
 */
export function editAwsAuth(data: AwsAuthData, edits: readonly Edit[]): AwsAuthData {
  const before = readAwsAuth(data);
  if (before.unreadable.length > 0) {
    throw new UneditableError(
      `${before.unreadable.join(' and ')} cannot be read: mend the document by hand first`,
    );
  }
  const done: Record<string, string> = { ...data };
  for (const list of LISTS) {
    const edit = listEdit(list, edits, before);
    if (edit.change.size + edit.remove.size + edit.append.length === 0) continue;
    const text = edited(list, data[list], edit);
    if (text !== (data[list] ?? '')) done[list] = text;
  }
  assertReads(before, readAwsAuth(done), edits);
  return done;
}

function edited(list: MappingList, text: string | undefined, edit: ListEdit): string {
  try {
    return editList(text, edit);
  } catch (error) {
    if (error instanceof YamlError) throw new UneditableError(`${list}: ${error.message}`);
    throw error;
  }
}

/** The rows of a principal that decide, in the list that is tried first. */
function deciding({ roles, users }: Reading, principal: string): readonly ReadRow[] {
  const rows = roles.filter((row) => row.principal === principal);
  return rows.length > 0 ? rows : users.filter((row) => row.principal === principal);
}

function listEdit(list: MappingList, edits: readonly Edit[], before: Reading): ListEdit {
  const change = new Map<string, IdentityMapping>();
  const append: IdentityMapping[] = [];
  const remove = new Set<string>();
  for (const edit of edits) {
    if (edit.op === 'remove') {
      remove.add(edit.principal);
      continue;
    }
    const rows = deciding(before, edit.principal);
    if (rows.length === 0 && edit.list === list) append.push(edit.mapping);
    else if (rows[0]?.list === list && !rows.every((row) => sameAccess(row, edit.mapping))) {
      change.set(edit.principal, edit.mapping);
    }
  }
  return { list, change, remove, append };
}

/** Every row that was not edited must read as before, and every edited one as it should (design.md, rule 4). */
function assertReads(before: Reading, after: Reading, edits: readonly Edit[]): void {
  const edited = new Map(edits.map((edit) => [edit.principal, edit]));
  const others = (reading: Reading) =>
    JSON.stringify([
      ...[...reading.roles, ...reading.users]
        .filter(({ principal }) => !edited.has(principal))
        .map(({ list, arn, username, groups }) => [list, arn, username, groups]),
      reading.accounts,
    ]);
  if (after.unreadable.length > 0 || others(before) !== others(after)) {
    throw new UneditableError('rows beside the edited ones would read otherwise: edit the document by hand');
  }
  for (const edit of edited.values()) {
    const rows = deciding(after, edit.principal);
    const right = edit.op === 'remove' ? rows.length === 0 : isPut(rows, edit.mapping);
    if (right) continue;
    throw new UneditableError(`the row of ${edit.principal} would not read as it should: edit it by hand`);
  }
}

function isPut(rows: readonly ReadRow[], mapping: IdentityMapping): boolean {
  return rows.length > 0 && rows.every((row) => sameAccess(row, mapping));
}
