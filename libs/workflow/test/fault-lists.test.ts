import { describe, expect, it } from 'vitest';
import { FAULTS, statesOf } from '../src/index.ts';
import type { FaultName, Place } from '../src/index.ts';
import { DEFINITION } from './play.ts';

const faults = Object.keys(FAULTS) as FaultName[];
const places = statesOf(DEFINITION);
const workers = places.filter(
  ({ at, state }) => state.Resource?.includes(':lambda:') && !at.startsWith('Wake/'),
);
const onCluster = workers.filter(({ name }) => ['Token', 'Apply', 'Verify'].includes(name));
const names = (lists: readonly { readonly ErrorEquals: readonly string[] }[] | undefined): string[] =>
  (lists ?? []).flatMap(({ ErrorEquals }) => ErrorEquals);
const leadingTo = ({ state }: Place, next: string): string[] =>
  names(state.Catch?.filter(({ Next }) => Next === next)).filter((name) => name in FAULTS);

/** "Not yet" is what Verify alone can say. */
const from = (name: string): FaultName[] =>
  faults.filter((fault) => FAULTS[fault].retry && (fault !== 'NotYetFault' || name === 'Verify'));

/**
 * What Lambda may answer before it has run anything: no room, or a function whose network is being made again.
 * Sources: Lambda API Reference, Invoke, "Errors" (TooManyRequests, EC2Throttled, ENINotReady, and ResourceNotReady: "the
 * function is inactive and its VPC connection is no longer available"); Lambda Developer Guide, "Troubleshoot invocation
 * issues" (ResourceConflict: "the function is currently in the following state: Pending").
 */
const NOT_RUN = [
  'Lambda.TooManyRequestsException',
  'Lambda.EC2ThrottledException',
  'Lambda.ENINotReadyException',
  'Lambda.ResourceNotReadyException',
  'Lambda.ResourceConflictException',
];

/**
 * Over once tried again, and the function may have run: Step Functions Developer Guide, "Handle transient Lambda service
 * exceptions", the list and the note on it (`Lambda.Unknown`: out of memory, out of time); and what a function or a state
 * that is out of time is called.
 */
const MAY_HAVE_RUN = [
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.Unknown',
  'Sandbox.Timedout',
  'States.Timeout',
];

/** Apply leaves to Settle what may have begun a write. */
const retriedBy = (name: string): string[] => {
  if (name === 'Apply') return [...from(name).filter((fault) => fault !== 'UnsettledFault'), ...NOT_RUN];
  return [...from(name), ...NOT_RUN, ...MAY_HAVE_RUN];
};

describe.each(workers)('$name', ({ name, state }) => {
  it('retries exactly the faults that are worth it, and what comes from outside', () => {
    expect(names(state.Retry).sort()).toEqual(retriedBy(name).sort());
  });
});

it.each(places.filter(({ at }) => at.startsWith('Wake/')))(
  '$name waits for what comes from outside',
  ({ state }) => {
    expect(names(state.Retry).sort()).toEqual([...NOT_RUN, ...MAY_HAVE_RUN].sort());
  },
);

describe('DynamoDB, called by Step Functions itself', () => {
  const dynamodb = places.filter(({ state }) => state.Resource?.includes(':dynamodb:'));

  // States.TaskFailed is every error of a task but States.Timeout: ProvisionedThroughputExceeded, Throttling,
  // RequestLimitExceeded, InternalServerError (Step Functions Developer Guide, "Handling errors in workflows"; Amazon
  // DynamoDB Developer Guide, "Error handling", those with "OK to retry: yes").
  it.each(dynamodb)('$name retries whatever it answers, but a condition', ({ state }) => {
    expect(names(state.Retry).filter((name) => name !== 'DynamoDB.ConditionalCheckFailedException')).toEqual([
      'States.TaskFailed',
      'States.Timeout',
    ]);
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

  it('calls unreachable only what can have written nothing', () => {
    const unreachable = names(place.state.Catch!.filter(({ Next }) => Next === 'Unreachable'));
    const outside = unreachable.filter((name) => !(name in FAULTS));
    const none =
      { Token: [...NOT_RUN, 'Sandbox.Timedout', 'States.Timeout'], Apply: NOT_RUN }[place.name] ?? [];
    expect(outside.sort()).toEqual([...none].sort());
  });
});

it('Apply hands on to Settle what may have begun a write, and Settle fails with anything', () => {
  const apply = onCluster.find(({ name }) => name === 'Apply')!;
  expect(names(apply.state.Catch!.filter(({ Next }) => Next === 'Settle')).sort()).toEqual(
    ['UnsettledFault', ...MAY_HAVE_RUN].sort(),
  );
  const settle = workers.find(({ name }) => name === 'Settle')!;
  expect(settle.state.Resource).toBe(apply.state.Resource);
  expect(settle.state.Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Next: 'Failed' }]);
});

it('Rollback fails with anything: a write that was worse still stands', () => {
  const rollback = workers.find(({ name }) => name === 'Rollback')!;
  expect(rollback.state.Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Next: 'Failed' }]);
});

it('no Task or Map inside of Shards lets an error out of its iteration', () => {
  const inside = places.filter(({ at, state }) => at.startsWith('Shards/') && state.Type === 'Task');
  for (const { at, state } of inside) expect(names(state.Catch), at).toContain('States.ALL');
});

it('every error is kept beside the input for Record and CloseRun; Settle is Apply again, on the same input', () => {
  for (const { at, state } of places) {
    for (const catcher of state.Catch ?? [])
      expect(catcher['ResultPath'], at).toBe(catcher.Next === 'Settle' ? null : '$.error');
  }
});
