import { expect, it } from 'vitest';
import { readEnv } from './environment.ts';

it('reads what the worker is given, by its own names', () => {
  const source = { ROSTER_CATALOG_TABLE: 'catalog', ROSTER_JOURNAL_TABLE: 'journal', PATH: '/bin' };
  expect(readEnv('plan', source)).toEqual({ catalogTable: 'catalog', journalTable: 'journal' });
  expect(readEnv('token', source)).toEqual({ journalTable: 'journal' });
});

it('names every gap together', () => {
  expect(() => readEnv('plan', { ROSTER_JOURNAL_TABLE: '' })).toThrow(
    'worker plan: missing environment ROSTER_CATALOG_TABLE, ROSTER_JOURNAL_TABLE',
  );
});
