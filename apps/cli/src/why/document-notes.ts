import type { Reading } from '@roster/access';
import type { Note } from './question.ts';

/** How the ARN that was asked for differs from the one that rows are compared with. */
export function namedOtherwise(given: string, arn: string): readonly Note[] {
  if (given === arn) return [];
  const session = given.includes(':assumed-role/');
  const message = session
    ? `it is a session of ${arn}, which is what a row must name`
    : `the authenticator sees it as ${arn}: a row with ${given} would match nobody`;
  return [{ code: session ? 'session' : 'path-in-arn', message }];
}

/** What in the document keeps a row of that principal from counting. */
export function documentNotes({ unreadable, problems, roles, users }: Reading, arn: string): readonly Note[] {
  const broken = problems.filter(({ code, key }) => code === 'yaml-error' && unreadable.includes(key));
  const name = arn.slice(arn.indexOf('/') + 1).toLowerCase();
  const account = arn.split(':')[4] ?? '';
  const dead = [...roles, ...users].filter(
    (row) =>
      row.arn.toLowerCase() !== arn.toLowerCase() &&
      row.arn.split(':')[4] === account &&
      row.arn.toLowerCase().endsWith(`/${name}`),
  );
  return [
    ...broken.map(({ key, line, column, message }) => ({
      code: 'broken-document',
      message: `${message} (line ${String(line)}, column ${String(column)} of ${key})`,
    })),
    ...dead.map((row) => ({
      code: 'row-with-path',
      message: `line ${String(row.position.line)} of ${row.list} names ${row.arn}: with its path it matches nobody`,
    })),
    ...problems
      .filter(
        ({ code, message }) =>
          code === 'duplicate-arn' && message.toLowerCase().startsWith(arn.toLowerCase()),
      )
      .map(({ message }) => ({ code: 'later-duplicate', message })),
  ];
}
