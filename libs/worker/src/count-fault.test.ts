import { afterEach, beforeEach, expect, it } from 'vitest';
import { captureOutput } from '../test/capture-output.ts';
import type { Output } from '../test/capture-output.ts';
import { countFault } from './count-fault.ts';

let output: Output;
beforeEach(() => {
  output = captureOutput();
});
afterEach(() => output.release());

it('writes one metric of the deployment, by the name of the fault', () => {
  countFault('ThrottledFault', 'roster-apply-token');
  expect(output.lines()).toEqual([
    {
      _aws: {
        Timestamp: expect.any(Number) as number,
        CloudWatchMetrics: [
          {
            Namespace: 'Roster',
            Dimensions: [['Prefix', 'Fault']],
            Metrics: [{ Name: 'WorkerFaults', Unit: 'Count' }],
          },
        ],
      },
      Prefix: 'roster',
      Fault: 'ThrottledFault',
      WorkerFaults: 1,
    },
  ]);
});

it('counts nothing outside of a deployment', () => {
  countFault('ThrottledFault', '');
  expect(output.lines()).toEqual([]);
});
