import { EVENTS, METRICS } from '@roster/workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureOutput } from './capture-output.ts';
import type { Output } from './capture-output.ts';
import { ENDS, plantConditions } from './conditions.ts';
import { handlers, RUN, runOn, standingsOf } from './deployment.ts';
import { secretsOf } from './secrets.ts';
import { openStage } from './stage.ts';
import type { Stage } from './stage.ts';

describe('the five workers, by the handlers that Lambda calls', () => {
  let stage: Stage;
  let logged: Output;

  beforeAll(async () => {
    stage = await openStage(5);
    logged = captureOutput();
    plantConditions(stage);
  });
  afterAll(async () => {
    logged.release();
    await stage.close();
  });

  it('take a fleet through the state machine: each cluster ends as it should', async () => {
    expect(await runOn(stage)).toMatchObject({ status: 'failed', error: 'RunUnhealthyFault' });
    expect(await standingsOf(stage)).toEqual(ENDS);
  });

  it('a second run finds the first cluster in sync, and the lease free', async () => {
    const again = await runOn(stage, { run: `${RUN}2`, clusters: stage.arns.slice(0, 1) });
    expect(again).toMatchObject({ status: 'succeeded', output: { clusters: 1, counts: { inSync: 1 } } });
  });

  it('tell the world of both runs, by events and by metrics', () => {
    const of = (type: string) =>
      stage.sandbox
        .events()
        .filter(({ DetailType }) => DetailType === type)
        .map(({ Detail = '' }) => JSON.parse(Detail) as Record<string, unknown>);
    expect(of(EVENTS.runEnded)).toMatchObject([
      { prefix: 'roster', run: RUN, state: 'done', healthy: false },
      { prefix: 'roster', run: `${RUN}2`, state: 'done', healthy: true },
    ]);
    const worse = of(EVENTS.clusterWorse).map(({ outcome }) => outcome);
    expect(worse.toSorted()).toEqual(['denied', 'rolledBack', 'rolledBack', 'unreachable']);
    const measured = logged.lines().filter((line) => METRICS.runsEnded in line);
    expect(measured.map((line) => line[METRICS.runsFailed])).toEqual([1, 0]);
  });

  it('tell of every event in a line of JSON that holds no secret', () => {
    const lines = logged.lines();
    // A line with `_aws` is metrics.
    const workers = new Set(lines.filter((line) => !('_aws' in line)).map((line) => line['worker']));
    expect([...workers].sort()).toEqual(['apply', 'plan', 'report', 'token', 'verify']);
    expect(lines.filter((line) => line['outcome'] === 'rolledBack')).toHaveLength(2);
    for (const secret of secretsOf(stage)) expect(logged.text()).not.toContain(secret);
  });

  it('refuse what no state sends', async () => {
    for (const handler of new Set(Object.values(handlers))) {
      await expect(handler({ run: RUN })).rejects.toMatchObject({ name: 'BadInputFault' });
    }
  });
});
