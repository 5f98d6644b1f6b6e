import { decodeAccounts } from './accounts.ts';
import { decodeList, type DecodedList } from './decode-list.ts';
import { assertReads } from './edit/assert-reads.ts';
import { editList } from './edit/edit-list.ts';
import { changesNothing } from './edit/list-edit.ts';
import { planEdits, type Edit, type Lists } from './edit/plan-edits.ts';
import { untangle } from './edit/untangle.ts';
import { UneditableError } from './edit/uneditable-error.ts';
import { YamlError } from './goyaml/index.ts';
import type { MappingList } from './mapping.ts';
import type { AwsAuthData } from './reading.ts';

export type { Edit } from './edit/plan-edits.ts';
export { UneditableError } from './edit/uneditable-error.ts';

/**
 * The data with the edits made; of two edits of one principal the later counts. Only the keys that change differ, and
 * in them only the lines of the rows that change; where nothing changes, the very same texts come back. The result is
 * read back by the authenticator's rules before it is returned (design.md, Rules of a write 4).
 * @throws UneditableError when any key is unreadable, or the result would not read exactly as it should.
 */
export function editAwsAuth(data: AwsAuthData, edits: readonly Edit[]): AwsAuthData {
  if (edits.length === 0) return data;
  const lists: Lists = { mapRoles: decode(data, 'mapRoles'), mapUsers: decode(data, 'mapUsers') };
  readable('mapAccounts', () => {
    const { error } = decodeAccounts(data['mapAccounts'] ?? '');
    if (error !== undefined) throw error;
  });
  const plan = planEdits(lists, edits);
  const done: Record<string, string> = { ...data };
  for (const list of ['mapRoles', 'mapUsers'] as const) {
    const edit = plan[list];
    if (changesNothing(edit)) continue;
    const before = lists[list];
    const { text, ...editing } = untangle(list, { text: data[list] ?? '', decoded: before, edit });
    done[list] = editList(list, text, editing);
    assertReads(list, done[list], { before, edit });
  }
  return done;
}

function decode(data: AwsAuthData, list: MappingList): DecodedList {
  return readable(list, () => decodeList(list, data[list] ?? ''));
}

function readable<T>(key: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new UneditableError(key, `it cannot be read, line ${error.mark.line + 1}: ${error.message}`);
  }
}
