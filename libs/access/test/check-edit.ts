import fc from 'fast-check';
import { expect } from 'vitest';
import { principalKey } from '../src/arn/index.ts';
import { editAwsAuth, type Edit } from '../src/aws-auth/edit.ts';
import { sameAccess, type IdentityMapping, type MappingList } from '../src/aws-auth/mapping.ts';
import { readAwsAuth } from '../src/aws-auth/read.ts';
import type { AwsAuthData, Reading, ReadRow } from '../src/aws-auth/reading.ts';
import { arbitraryMapping } from '../src/testing/index.ts';

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

/** Everything that holds of an edit, whatever the document. */
export function checkEdit(data: AwsAuthData, edits: readonly Edit[]): void {
  const before = readAwsAuth(data);
  const done = editAwsAuth(data, edits);
  const after = readAwsAuth(done);
  const last = new Map(edits.map((edit) => [edit.principal, edit]));
  for (const list of ['mapRoles', 'mapUsers'] as const) {
    expectRows(rowsOf(after, list), expectedRows(before, list, last));
    if (JSON.stringify(rowsOf(after, list)) === JSON.stringify(rowsOf(before, list))) {
      // Nothing of this list is to change, but for rows that are hidden, and go with the one that hides them.
      if (![...last.values()].some(({ op }) => op === 'remove')) expect(done[list]).toBe(data[list]);
    }
  }
  for (const key of Object.keys(data)) {
    if (key !== 'mapRoles' && key !== 'mapUsers') expect(done[key]).toBe(data[key]);
  }
  expect(editAwsAuth(done, edits)).toEqual(done);
}

function rowsOf({ roles, users }: Reading, list: MappingList): readonly IdentityMapping[] {
  const rows = list === 'mapRoles' ? roles : users;
  return rows.map(({ arn, username, groups }) => ({ arn, username, groups }));
}

interface Expected {
  readonly row: IdentityMapping;
  readonly edited: boolean;
}

/** The rows as a plain list would have them after the edits. */
function expectedRows(
  before: Reading,
  list: MappingList,
  edits: ReadonlyMap<string, Edit>,
): readonly Expected[] {
  const inRoles = new Set(before.roles.map(({ principal }) => principal));
  const known = new Set([...inRoles, ...before.users.map(({ principal }) => principal)]);
  const after = (row: ReadRow): readonly Expected[] => {
    const edit = edits.get(row.principal);
    if (edit?.op === 'remove') return [];
    const decides = list === 'mapRoles' || !inRoles.has(row.principal);
    if (edit === undefined || !decides || sameAccess(row, edit.mapping)) return [{ row, edited: false }];
    return [{ row: { ...edit.mapping, arn: row.arn }, edited: true }];
  };
  const appended = [...edits.values()].flatMap((edit): readonly Expected[] =>
    edit.op === 'put' && edit.list === list && !known.has(edit.principal)
      ? [{ row: edit.mapping, edited: true }]
      : [],
  );
  return [...(list === 'mapRoles' ? before.roles : before.users).flatMap(after), ...appended];
}

function expectRows(rows: readonly IdentityMapping[], expected: readonly Expected[]): void {
  expect(rows.map(({ arn }) => arn)).toEqual(expected.map(({ row }) => row.arn));
  expected.forEach(({ row, edited }, index) => {
    const { username, groups } = rows[index]!;
    if (edited) expect(sameAccess({ ...row, username, groups }, row)).toBe(true);
    else expect([username, groups]).toEqual([row.username, row.groups]);
  });
}

/** In generated documents: lines of rows that are not edited, and comments, are all still there, in their order. */
export function checkLines(data: AwsAuthData, edits: readonly Edit[]): void {
  const done = editAwsAuth(data, edits);
  const touched = new Set(edits.map(({ principal }) => principal));
  for (const list of ['mapRoles', 'mapUsers'] as const) {
    if (!/^\s*-/m.test(data[list] ?? '')) continue;
    const left = (done[list] ?? '').split(/\r?\n/);
    for (const line of untouchedLines(data[list] ?? '', touched)) {
      const at = left.indexOf(line);
      expect(at, `the line ${JSON.stringify(line)} is gone`).toBeGreaterThanOrEqual(0);
      left.splice(0, at + 1);
    }
  }
}

/** Rows of generated documents begin with their ARN, a dash alone on its line aside. */
function untouchedLines(text: string, touched: ReadonlySet<string>): readonly string[] {
  let principal = '';
  return text.split(/\r?\n/).filter((line) => {
    const arn = /^[\s-]*(?:role|user)arn: (\S+)$/.exec(line)?.[1];
    if (arn !== undefined) principal = principalKey(arn);
    if (/^\s*-?$/.test(line)) return false;
    return /^\s*#/.test(line) || !touched.has(principal);
  });
}
