import { expect, it } from 'vitest';
import { statesOf } from './asl.ts';
import { fleetRun, PLACEHOLDERS, substitute } from './fleet-run.ts';

const values = Object.fromEntries(PLACEHOLDERS.map((name) => [name, `value-of-${name}`])) as Record<
  (typeof PLACEHOLDERS)[number],
  string
>;

it('fills every placeholder of the file', () => {
  const definition = fleetRun(values);
  expect(JSON.stringify(definition)).not.toContain('${');
  const gate = statesOf(definition).find(({ name }) => name === 'Gate');
  expect(gate?.state.Resource).toBe('value-of-ReportWorker');
});

it('names every placeholder without a value', () => {
  expect(() => fleetRun({ ...values, PlanWorker: '', JournalTable: '' })).toThrow(
    'fleet-run.asl.json: no value for ${PlanWorker}; no value for ${JournalTable}',
  );
});

it('names a value that the file has no placeholder for', () => {
  expect(() => substitute({ a: ['${One}'] }, { One: '1', Two: '2' })).toThrow('no ${Two} in the file');
});

it('fills texts in lists and inside of other text, and leaves what is not text', () => {
  expect(substitute({ a: ['x-${One}-y', 3, null, true] }, { One: '$&' })).toEqual({
    a: ['x-$&-y', 3, null, true],
  });
});
