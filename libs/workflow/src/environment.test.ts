import { expect, it } from 'vitest';
import { readEnv } from './environment.ts';

it('reads what the worker is given, by its own names', () => {
  const source = {
    ROSTER_CATALOG_TABLE: 'catalog',
    ROSTER_JOURNAL_TABLE: 'journal',
    AWS_REGION: 'eu-west-1',
    PATH: '/bin',
  };
  expect(readEnv('plan', source)).toEqual({
    catalogTable: 'catalog',
    journalTable: 'journal',
    region: 'eu-west-1',
  });
  expect(readEnv('token', source)).toEqual({ journalTable: 'journal', region: 'eu-west-1' });
});

it('names every gap together', () => {
  expect(() => readEnv('plan', { ROSTER_JOURNAL_TABLE: '' })).toThrow(
    'worker plan: missing environment ROSTER_CATALOG_TABLE, ROSTER_JOURNAL_TABLE, AWS_REGION',
  );
});
