import { expect } from 'vitest';
import { principalKey } from '../src/arn/index.ts';
import { editAwsAuth, type Edit } from '../src/aws-auth/edit.ts';
import type { IdentityMapping, MappingList } from '../src/aws-auth/mapping.ts';
import { readAwsAuth } from '../src/aws-auth/read.ts';
import type { AwsAuthData, Reading } from '../src/aws-auth/reading.ts';
import { areExpected, rowsAfter } from '../src/testing/index.ts';

/** Everything that holds of an edit, whatever the document. */
export function checkEdit(data: AwsAuthData, edits: readonly Edit[]): void {
  const before = readAwsAuth(data);
  const done = editAwsAuth(data, edits);
  const after = readAwsAuth(done);
  const expected = rowsAfter(before, edits);
  const last = new Map(edits.map((edit) => [edit.principal, edit]));
  for (const list of ['mapRoles', 'mapUsers'] as const) {
    const rows = expected[list === 'mapRoles' ? 'roles' : 'users'];
    expect(areExpected(rowsOf(after, list), rows), JSON.stringify(rows)).toBe(true);
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
