import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import source from '../src/fleet-run.asl.json' with { type: 'json' };
import { SECOND_WAYS, statesOf, WAKE_STATES, WORKER_STATES } from '../src/index.ts';
import type { Definition } from '../src/index.ts';
import { definitionProblems } from '../src/local/index.ts';
import { DEFINITION, withState } from './play.ts';

// CommonJS whose main export is the function itself; it writes into what it is given.
const validate = createRequire(import.meta.url)('asl-validator') as (
  definition: Definition,
  options: { checkPaths: boolean; checkArn: boolean },
) => { isValid: boolean; errorsText: (separator: string) => string };
const verdict = (definition: Definition): string => {
  const { isValid, errorsText } = validate(structuredClone(definition), { checkPaths: true, checkArn: true });
  return isValid ? '' : errorsText('\n');
};

it('is valid by the validator, and by our guard', () => {
  expect(verdict(DEFINITION)).toBe('');
  expect(definitionProblems(DEFINITION)).toEqual([]);
});

it('the validator would see a Next that leads nowhere', () => {
  expect(verdict(withState(DEFINITION, 'Gate', (gate) => ({ ...gate, Next: 'Nowhere' })))).toContain(
    'Nowhere',
  );
});

it('has a worker in every state that names one, and no other', () => {
  const workers = statesOf(DEFINITION).filter(({ state }) => state.Resource?.includes(':lambda:'));
  expect(workers.map(({ name }) => name).sort()).toEqual(
    [...WORKER_STATES, ...Object.keys(SECOND_WAYS), ...WAKE_STATES].sort(),
  );
});

it('names no partition: the placeholder does, and the same file runs in all of them', () => {
  expect(JSON.stringify(source)).not.toMatch(/arn:aws/);
  const integrations = statesOf(source as unknown as Definition).filter(({ state }) =>
    state.Resource?.startsWith('arn:'),
  );
  expect(integrations.map(({ name }) => name)).toEqual(['ReadShard', 'RecordStatus', 'RecordRun']);
});

it('children of the distributed Map are Express, and hold nothing that Express cannot', () => {
  const shards = statesOf(DEFINITION).find(({ name }) => name === 'Shards')!;
  expect(shards.state.ItemProcessor!['ProcessorConfig']).toEqual({
    Mode: 'DISTRIBUTED',
    ExecutionType: 'EXPRESS',
  });
  const inside = statesOf(DEFINITION).filter(({ at }) => at.startsWith('Shards/'));
  for (const { at, state } of inside) {
    expect(state.Resource ?? '', at).not.toMatch(/\.sync|waitForTaskToken/);
    const config = state.ItemProcessor?.['ProcessorConfig'] as { Mode?: string } | undefined;
    expect(config?.Mode ?? 'INLINE', at).toBe('INLINE');
  }
});
