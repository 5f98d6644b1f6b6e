import { describe, expect, it } from 'vitest';
import { FAULTS, statesOf } from '../src/index.ts';
import type { FaultName, Place } from '../src/index.ts';
import { DEFINITION } from './play.ts';

const faults = Object.keys(FAULTS) as FaultName[];
const places = statesOf(DEFINITION);
const workers = places.filter(({ state }) => state.Resource?.includes(':lambda:'));
const onCluster = workers.filter(({ name }) => ['Token', 'Apply', 'Verify'].includes(name));
const names = (lists: readonly { readonly ErrorEquals: readonly string[] }[] | undefined): string[] =>
  (lists ?? []).flatMap(({ ErrorEquals }) => ErrorEquals);
const leadingTo = ({ state }: Place, next: string): string[] =>
  names(state.Catch?.filter(({ Next }) => Next === next)).filter((name) => name in FAULTS);

/** "Not yet" is what Verify alone can say. */
const from = (name: string): FaultName[] =>
  faults.filter((fault) => FAULTS[fault].retry && (fault !== 'NotYetFault' || name === 'Verify'));

/** What AWS itself may answer in a worker's place; it is over once tried again. */
const FROM_OUTSIDE = [
  'Lambda.TooManyRequestsException',
  'Lambda.ServiceException',
  'Lambda.SdkClientException',
  'Sandbox.Timedout',
  'States.Timeout',
];

describe.each(workers)('$name', ({ name, state }) => {
  it('retries exactly the faults that are worth it, and what comes from outside', () => {
    expect(names(state.Retry).sort()).toEqual([...from(name), ...FROM_OUTSIDE].sort());
  });
});

describe.each(onCluster)('$name', (place) => {
  it('leads every fault to the outcome that the table of faults gives it', () => {
    const outcomes = { Unreachable: 'unreachable', Denied: 'denied' } as const;
    for (const [next, outcome] of Object.entries(outcomes)) {
      const expected = faults.filter((fault) => FAULTS[fault].outcome === outcome);
      expect(leadingTo(place, next).sort(), next).toEqual(expected.sort());
    }
    expect(place.state.Catch!.at(-1)).toMatchObject({ ErrorEquals: ['States.ALL'], Next: 'Failed' });
  });

  it('calls out of time unreachable only where nothing can have been written', () => {
    const unreachable = names(place.state.Catch!.filter(({ Next }) => Next === 'Unreachable'));
    expect(unreachable.includes('States.Timeout')).toBe(place.name === 'Token');
    expect(unreachable.includes('Sandbox.Timedout')).toBe(place.name === 'Token');
  });
});

it('Rollback fails with anything: a write that was worse still stands', () => {
  const rollback = workers.find(({ name }) => name === 'Rollback')!;
  expect(rollback.state.Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Next: 'Failed' }]);
});

it('no Task or Map inside of Shards lets an error out of its iteration', () => {
  const inside = places.filter(({ at, state }) => at.startsWith('Shards/') && state.Type === 'Task');
  for (const { at, state } of inside) expect(names(state.Catch), at).toContain('States.ALL');
});

it('every error that is caught is kept beside the input, where Record and CloseRun look for it', () => {
  for (const { at, state } of places) {
    for (const catcher of state.Catch ?? []) expect(catcher['ResultPath'], at).toBe('$.error');
  }
});
