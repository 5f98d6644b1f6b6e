import { Fault } from '@roster/workflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { captureOutput } from '../test/capture-output.ts';
import type { Output } from '../test/capture-output.ts';
import { lambda } from './lambda.ts';

const Target = z.strictObject({ run: z.string(), shard: z.string(), cluster: z.string() });
const Ended = Target.extend({ outcome: z.strictObject({ kind: z.string(), reason: z.string() }) });
type Run = (input: z.infer<typeof Target>) => Promise<z.infer<typeof Ended>>;

const event = { run: 'r', shard: 'RUN#r#0000#0001#0002', cluster: 'arn:c' };
const context = {
  awsRequestId: 'q',
  functionName: 'roster-apply-apply',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:roster-apply-apply',
  memoryLimitInMB: '512',
};
const ended: Run = (input) => Promise.resolve({ ...input, outcome: { kind: 'blocked', reason: 'held' } });
const failing =
  (error: unknown): Run =>
  async (input) => {
    AbortSignal.abort(error).throwIfAborted();
    return ended(input);
  };

let output: Output;
beforeEach(() => {
  output = captureOutput();
});
afterEach(() => output.release());

function worker(run: Run, build: () => string = () => 'deps') {
  let time = 0;
  return lambda({
    worker: 'apply',
    input: Target,
    output: Ended,
    build,
    run,
    now: () => (time += 7),
  });
}

describe('lambda', () => {
  it('gives back what run returns, and logs one line to join with the journal', async () => {
    const result = await worker(ended)(event, context);
    expect(result).toEqual({ ...event, outcome: { kind: 'blocked', reason: 'held' } });
    expect(output.lines()).toEqual([
      {
        ...{ level: 'INFO', message: 'done', timestamp: expect.any(String) as string, service: 'roster' },
        ...{ worker: 'apply', ms: 7, wave: 0, step: 1, ...event, outcome: 'blocked', reason: 'held' },
        ...{ function_request_id: 'q', function_name: context.functionName, cold_start: false },
        ...{ function_arn: context.invokedFunctionArn, function_memory_size: '512', sampling_rate: 0 },
      },
    ]);
  });

  it('answers a wake call once it is built, and runs nothing', async () => {
    const run: Run = () => Promise.reject(new Error('never called'));
    expect(await worker(run)({ wake: true }, context)).toEqual({ awake: true });
    const broken = worker(run, () => {
      throw new Error('worker apply: missing environment ROSTER_JOURNAL_TABLE');
    });
    await expect(broken({ wake: true }, context)).rejects.toThrow('missing environment');
    await expect(worker(run)({ wake: true, more: 1 }, context)).rejects.toMatchObject({
      name: 'BadInputFault',
    });
  });

  it('builds once for all events, and again after a build that failed', async () => {
    let built = 0;
    const handler = worker(ended, () => {
      built += 1;
      if (built === 1) throw new Error('missing environment ROSTER_JOURNAL_TABLE');
      return 'deps';
    });
    await expect(handler(event)).rejects.toThrow('ROSTER_JOURNAL_TABLE');
    await handler(event);
    await handler(event);
    expect(built).toBe(2);
  });

  it('refuses an event that its schema does not know, before anything is built', async () => {
    const handler = worker(ended, () => {
      throw new Error('not to be built');
    });
    await expect(handler({ run: 'r', cluster: 1 })).rejects.toMatchObject({
      name: 'BadInputFault',
      message: expect.stringMatching(/^worker apply was given .*shard: .*cluster: /) as string,
    });
    expect(output.lines()).toMatchObject([{ level: 'ERROR', error: 'BadInputFault', run: 'r' }]);
  });

  it('refuses to return what its schema does not know', async () => {
    const handler = worker((input) => Promise.resolve({ ...input, token: 'x' } as never));
    await expect(handler(event)).rejects.toThrow(/worker apply would return .*outcome/);
  });

  it('takes an event that is not even an object', async () => {
    await expect(worker(ended)('text')).rejects.toMatchObject({ name: 'BadInputFault' });
  });
});

describe('what run throws', () => {
  it('a fault is logged once, and thrown on as it is', async () => {
    const cause = Object.assign(new Error('authorization: Bearer abc'), { name: 'ApiException' });
    const fault = new Fault('ThrottledFault', 'arn:c: eks:DescribeCluster was throttled', { cause });
    await expect(worker(failing(fault))(event)).rejects.toBe(fault);
    expect(output.lines()).toMatchObject([
      { level: 'ERROR', error: 'ThrottledFault', cause: 'ApiException' },
    ]);
    expect(output.text()).not.toMatch(/Bearer|stack/);
  });

  it('is counted by its name, where a deployment runs it', async () => {
    const handler = worker(failing(new Fault('ThrottledFault', 'arn:c: throttled')));
    await expect(handler(event, context)).rejects.toThrow('throttled');
    expect(output.lines()).toContainEqual(
      expect.objectContaining({ Prefix: 'roster', Fault: 'ThrottledFault', WorkerFaults: 1 }),
    );
  });

  it('what nobody foresaw is logged with its stack, without what looks like a secret', async () => {
    const error = new TypeError('k8s-aws-v1.aHR0cHM is undefined');
    await expect(worker(failing(error))(event)).rejects.toBe(error);
    expect(output.lines()[0]).toMatchObject({ error: 'TypeError', message: '[secret] is undefined' });
    expect(output.lines()[0]?.['stack']).toContain('lambda.test.ts');
    expect(output.text()).not.toContain('aHR0cHM');
  });

  it('what is no error at all is passed on, too', async () => {
    await expect(worker(failing('a text'))(event)).rejects.toBe('a text');
    expect(output.lines()[0]).toMatchObject({ error: 'string', message: 'a text' });
  });
});
