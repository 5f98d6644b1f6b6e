import { describe, expect, it } from 'vitest';
import { editAwsAuth, readAwsAuth, UneditableError, type AwsAuthData, type Edit } from '../src/index.ts';

/**
 * A quarter of what a ConfigMap may hold. What takes a step a character is done in a blink; what takes a step for each
 * pair of characters takes minutes, and ends at the limit of the test.
 */
const SIZE = 2 ** 18;
const LIMIT_MS = 60_000;
const ARN = 'arn:aws:iam::111122223333:role/New';
const PUT = {
  op: 'put',
  principal: ARN.toLowerCase(),
  list: 'mapRoles',
  mapping: { arn: ARN, username: 'new', groups: ['view'] },
} as const;

const much = (piece: string, before = '', behind = ''): string =>
  before + piece.repeat(Math.floor((SIZE - before.length - behind.length) / piece.length)) + behind;
const ROW = '- rolearn: arn:aws:iam::111122223333:role/Old\n  username: old\n';

/** What is read: so many rows, or nothing since it is no YAML or no list. */
const DOCUMENTS: readonly (readonly [string, string, number | 'unreadable'])[] = [
  ['one line', much('x'), 'unreadable'],
  ['blanks before a letter', much(' ', '', 'x'), 'unreadable'],
  ['blanks', much(' '), 0],
  ['line ends', much('\n'), 0],
  ['line ends of old', much('\r'), 0],
  ['separators of lines', much('\u2028'), 0],
  ['empty comments', much('#\n'), 0],
  ['dashes in a line', much('- '), 'unreadable'],
  ['lines of a dash', much('-\n'), 0],
  ['open brackets', much('['), 'unreadable'],
  ['open braces', much('{'), 'unreadable'],
  ['empty maps in brackets', much('{},', '[', '{}]'), 0],
  ['colons', much(': '), 'unreadable'],
  ['a row many times', much(ROW), 1],
  ['a long ARN', much('/', '- rolearn: arn:aws:iam::111122223333:role', '\n'), 1],
  ['a text over many lines', much('\n    x', '- rolearn: x'), 1],
  ['a quoted text over many lines', much('\n    x', '- rolearn: "x', '"'), 1],
  ['a text that is not closed', much('x ', '- rolearn: "'), 'unreadable'],
  ['escapes', much('\\n', '- rolearn: "', '"'), 1],
  ['a number', much('9', '- rolearn: '), 1],
  ['a long anchor', much('a', '- &', ' x'), 0],
  ['aliases', much('- *a\n', '- &a x\n'), 0],
  ['merges', much('- {<<: *a}\n', '- &a {rolearn: x}\n'), 1],
  ['groups', much('  - g\n', `${ROW}  groups:\n`), 1],
  ['fields of one name', much('  k: v\n', '- rolearn: x\n'), 1],
  ['placeholders', much('<', '- rolearn: "', '"'), 1],
  ['templates', much('{{', '- rolearn: x\n  username: "', '"'), 1],
  ['blanks and comments behind a list', much(' #', `[{rolearn: x}`, '\n]'), 1],
  ['byte order marks', much('\ufeff', '- rolearn: x'), 1],
];

describe('a large document of', () => {
  it.each(DOCUMENTS)(
    '%s is read, and edited or refused, in a step a character',
    (_, text, expected) => {
      const data = { mapRoles: text };
      const { roles, unreadable, problems } = readAwsAuth(data);
      expect(unreadable.length > 0 ? 'unreadable' : roles.length).toBe(expected);
      expect(problems.length).toBeGreaterThanOrEqual(unreadable.length);
      const done = edited(data, [PUT]);
      if (done !== undefined) expect(readAwsAuth(done).roles.map(({ arn }) => arn)).toContain(ARN);
      for (const { principal } of roles) {
        const mapping = { ...PUT.mapping, arn: principal };
        edited(data, [{ ...PUT, principal, mapping }]);
        edited(data, [{ op: 'remove', principal }]);
      }
    },
    LIMIT_MS,
  );
});

/** The document after the edits; undefined where they are refused. */
function edited(data: AwsAuthData, edits: readonly Edit[]): AwsAuthData | undefined {
  try {
    return editAwsAuth(data, edits);
  } catch (error) {
    if (error instanceof UneditableError) return undefined;
    throw error;
  }
}
