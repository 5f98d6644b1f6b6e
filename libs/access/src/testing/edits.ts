import fc from 'fast-check';
import { principalKey } from '../arn/index.ts';
import type { Edit } from '../aws-auth/edit.ts';
import { sameAccess, type IdentityMapping, type MappingList } from '../aws-auth/mapping.ts';
import { arbitraryMapping } from './mappings.ts';

/** Edits of the given principals, and of those of generated documents. */
export function arbitraryEdits(arns: readonly string[]): fc.Arbitrary<readonly Edit[]> {
  const arn = fc.constantFrom(...arns);
  const remove = arn.map((one): Edit => ({ op: 'remove', principal: principalKey(one) }));
  const list = fc.constantFrom<MappingList>('mapRoles', 'mapUsers');
  const username = fc.oneof(fc.constantFrom('u', '012', 'yes', "it's", 'a: b', '#', ''), fc.string());
  const groups = fc.array(fc.oneof(fc.constantFrom('system:masters', 'view', 'no', '- x'), fc.string()), {
    maxLength: 3,
  });
  const put = fc
    .tuple(arn, list, fc.record({ username, groups }), fc.option(arbitraryMapping))
    .map(([one, to, access, usual]): Edit => {
      const mapping = { ...access, ...usual, arn: one };
      return { op: 'put', principal: principalKey(one), list: to, mapping };
    });
  return fc.array(fc.oneof(put, remove), { maxLength: 5 });
}

/** The rows of both lists, whoever has read them. */
export interface Rows {
  readonly roles: readonly IdentityMapping[];
  readonly users: readonly IdentityMapping[];
}

export interface ExpectedRow {
  readonly row: IdentityMapping;
  /** Then groups may stand in another order; a row that is not edited stays as it is. */
  readonly edited: boolean;
}

/** The rows as plain lists would have them after the edits, of which of one principal the last counts. */
export function rowsAfter(
  before: Rows,
  edits: readonly Edit[],
): Readonly<Record<'roles' | 'users', readonly ExpectedRow[]>> {
  const last = new Map(edits.map((edit) => [edit.principal, edit]));
  return {
    roles: listAfter('mapRoles', before, last),
    users: listAfter('mapUsers', before, last),
  };
}

function listAfter(
  list: MappingList,
  { roles, users }: Rows,
  edits: ReadonlyMap<string, Edit>,
): readonly ExpectedRow[] {
  const inRoles = new Set(roles.map(({ arn }) => principalKey(arn)));
  const known = new Set([...inRoles, ...users.map(({ arn }) => principalKey(arn))]);
  const after = (row: IdentityMapping): readonly ExpectedRow[] => {
    const edit = edits.get(principalKey(row.arn));
    if (edit?.op === 'remove') return [];
    const decides = list === 'mapRoles' || !inRoles.has(principalKey(row.arn));
    if (edit === undefined || !decides || sameAccess(row, edit.mapping)) return [{ row, edited: false }];
    return [{ row: { ...edit.mapping, arn: row.arn }, edited: true }];
  };
  const appended = [...edits.values()].flatMap((edit): readonly ExpectedRow[] =>
    edit.op === 'put' && edit.list === list && !known.has(edit.principal)
      ? [{ row: edit.mapping, edited: true }]
      : [],
  );
  return [...(list === 'mapRoles' ? roles : users).flatMap(after), ...appended];
}

/** True when the rows are those that are expected, in their order. */
export function areExpected(rows: readonly IdentityMapping[], expected: readonly ExpectedRow[]): boolean {
  return (
    rows.length === expected.length &&
    rows.every((row, index) => {
      const { row: wanted, edited } = expected[index] ?? { row, edited: false };
      if (row.arn !== wanted.arn) return false;
      const plain = ({ username, groups }: IdentityMapping) => JSON.stringify([username, groups]);
      return edited ? sameAccess(row, wanted) : plain(row) === plain(wanted);
    })
  );
}
