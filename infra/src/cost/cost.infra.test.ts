import { METRICS } from '@roster/workflow/deployment';
import { describe, expect, it } from 'vitest';
import { OUTCOME_KINDS } from '../../../libs/access/src/index.ts';
import { SHARD_SIZE as shardSize } from '../../../libs/reconcile/src/run/shards.ts';
import { controlPlane, metricAlarmsOf } from '../operations/test/control-plane.ts';
import { quantitiesOfMonth } from './of-month.ts';
import { childSeconds, quantitiesOfRun } from './of-run.ts';
import { currentPage, readPage } from './page.ts';
import { add, priceOf } from './prices.ts';
import { dollars } from './section.ts';
import { enteredBy, SHARD_SIZE, workersOf } from './ways.ts';
import { insideOf, walk } from './walk.ts';

type Totals = [number, number, number, number];

const names = (places: readonly { readonly name: string }[]) => places.map(({ name }) => name);

describe('the machine, walked', () => {
  it('cuts shards as a run does', () => {
    expect(SHARD_SIZE).toBe(shardSize);
  });

  it('enters a step again for every 500 clusters', () => {
    const { parent, shards } = enteredBy(501, 'inSync');
    expect(shards).toBe(21);
    const step = ['Shards', 'Gate', 'More?'];
    const wake = ['Anything?', 'Wake', 'WakeToken', 'WakeApply', 'WakeVerify'];
    expect(names(parent)).toEqual(['OpenRun', ...wake, ...step, ...step, 'CloseRun']);
  });

  it('calls two workers for a cluster in sync, and three for one that changes', () => {
    expect(workersOf(enteredBy(1, 'inSync').cluster)).toEqual(['token', 'apply']);
    expect(workersOf(enteredBy(1, 'changed').cluster)).toEqual(['token', 'apply', 'verify']);
  });

  it('refuses a way that the machine does not go', () => {
    const definition = {
      StartAt: 'Which?',
      States: { 'Which?': { Type: 'Choice', Choices: [{ Next: 'Left' }] }, Left: { Type: 'Succeed' } },
    };
    expect(() => walk(definition, { 'Which?': ['Right'] })).toThrow(
      'Which? does not go to Right: it goes to Left',
    );
    expect(() => walk(definition, {})).toThrow('Which? does not go to undefined');
    expect(() => insideOf(definition, 'Left')).toThrow('Left is no Map');
  });
});

describe('the quantities of a run', () => {
  it('count what the machine enters', () => {
    const { stateMachine, functions } = quantitiesOfRun(10_000, 'inSync');
    expect(stateMachine).toMatchObject({ transition: 7 + 20 * 3 + 400, expressRequest: 400 });
    expect(functions.lambdaRequest).toBe(2 * 10_000 + 3 + 1 + 20 + 1);
  });

  it('grow with the fleet, and with what changes', () => {
    const total = (...of: Parameters<typeof quantitiesOfRun>) => {
      const { stateMachine, functions, tables, logs } = quantitiesOfRun(...of);
      return priceOf(add(stateMachine, functions, tables, logs));
    };
    const [ten, one, two, three] = [10, 1_000, 2_000, 3_000].map((size) => total(size, 'inSync')) as Totals;
    // A run costs something by itself; beyond that, a thousand clusters more cost as much as those before them.
    expect(one).toBeLessThan(100 * ten);
    expect(two - one).toBeLessThan(one);
    expect(two - one).toBeGreaterThan(one / 2);
    expect((three - two) / (two - one)).toBeCloseTo(1, 1);
    expect(total(1_000, 'changed')).toBeGreaterThan(total(1_000, 'inSync'));
  });

  it('keep a child far below the five minutes of an Express execution', () => {
    const entered = enteredBy(1_000, 'changed');
    expect(childSeconds({ clusters: 1_000, way: 'changed', entered })).toBeLessThan(30);
  });

  it('make a month of 730 runs and what stands between them', () => {
    const { runs } = quantitiesOfMonth(1_000);
    expect(runs.expressRequest).toBeCloseTo(40 * 730);
  });

  it('count the alarms and metrics of a deployment', () => {
    const looked = metricAlarmsOf(controlPlane()).map(({ Metrics }) =>
      Metrics === undefined ? 1 : Metrics.filter(({ MetricStat }) => MetricStat !== undefined).length,
    );
    expect(quantitiesOfMonth(1_000).standing).toMatchObject({
      alarmMetricMonth: looked.reduce((sum, count) => sum + count),
      compositeAlarmMonth: 1,
      metricMonth: Object.keys(METRICS).filter((name) => name !== 'clusters').length + OUTCOME_KINDS.length,
    });
  });
});

it('prices are told to two digits that count', () => {
  expect([0.00001, 0.00123, 0.1234, 12.345].map(dollars)).toEqual(['< 0.0001', '0.0012', '0.12', '12.35']);
});

it('the table of infra/README.md is current: npm run cost writes it', async () => {
  expect(await currentPage()).toBe(await readPage());
});
