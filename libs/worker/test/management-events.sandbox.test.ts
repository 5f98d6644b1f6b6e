import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureOutput, type Output } from './capture-output.ts';
import { RUN, runOn } from './deployment.ts';
import { openStage, type Stage } from './stage.ts';

const CLUSTERS = 10;

// What CloudTrail keeps as management events, and bills from the second trail on: what two plans ask of AWS where both
// find their workers warm. The clusters are of one account.
describe('two plans in one process', () => {
  let stage: Stage;
  let output: Output;

  beforeAll(async () => {
    stage = await openStage(CLUSTERS);
    output = captureOutput();
  });
  afterAll(async () => {
    output.release();
    await stage.close();
  });

  it('take the read role once a worker, and look at each cluster once a plan', async () => {
    for (const each of ['p1', 'p2']) {
      expect(await runOn(stage, { run: `${RUN}${each}`, mode: 'plan' })).toMatchObject({
        status: 'succeeded',
      });
    }
    const calls = stage.sandbox.calls();
    const ofAws = Object.entries(calls).filter(([kind]) => /^(sts|eks):/.test(kind));
    expect(Object.fromEntries(ofAws)).toEqual({
      'sts:AssumeRole': 2,
      'eks:DescribeCluster': 2 * CLUSTERS,
    });
  });

  it('and an apply takes the write role for itself alone', async () => {
    stage.sandbox.resetCalls();
    for (const each of ['a1', 'a2']) await runOn(stage, { run: `${RUN}${each}`, mode: 'apply' });
    expect(stage.sandbox.calls()['sts:AssumeRole']).toBe(2 + 1);
  });
});
