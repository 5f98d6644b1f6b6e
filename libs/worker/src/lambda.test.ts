import { Fault } from '@roster/workflow';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { lambda } from './lambda.ts';

const shape = z.strictObject({ run: z.string(), cluster: z.string() });
const event = { run: 'r', cluster: 'arn:c' };

function worker(run: (input: typeof event, built: number) => Promise<unknown>, fails = 0) {
  const lines: string[] = [];
  let builds = 0;
  const build = () => {
    builds += 1;
    if (builds <= fails) throw new Fault('ConnectionFault', 'not yet');
    return builds;
  };
  const log = (line: string) => void lines.push(line);
  return {
    lines,
    builds: () => builds,
    handler: lambda({ state: 'Apply', input: shape, output: shape, build, run, log }),
  };
}

describe('lambda', () => {
  it('builds once, and logs where in a run each event is', async () => {
    const { handler, lines, builds } = worker((input) => Promise.resolve(input));
    expect(await handler(event)).toEqual(event);
    expect(await handler(event)).toEqual(event);
    expect(builds()).toBe(1);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      [1, 2].map(() => ({ level: 'INFO', message: 'done', state: 'Apply', ...event })),
    );
  });

  it('forgets a build that failed', async () => {
    const { handler, builds } = worker((input) => Promise.resolve(input), 1);
    await expect(handler(event)).rejects.toMatchObject({ name: 'ConnectionFault' });
    expect(await handler(event)).toEqual(event);
    expect(builds()).toBe(2);
  });

  it('refuses an input and an output that the schema does not know', async () => {
    const { handler } = worker(() => Promise.resolve({ run: 1 }));
    await expect(handler({ run: 'r' })).rejects.toThrow(/Apply: its input .*cluster/);
    await expect(handler(event)).rejects.toThrow(/Apply: its output .*run/);
  });

  it('throws an error on as it is, and logs it once', async () => {
    const fault = new Fault('ThrottledFault', 'too many');
    const { handler, lines } = worker(() => Promise.reject(fault));
    await expect(handler(event)).rejects.toBe(fault);
    expect(JSON.parse(lines.join(''))).toMatchObject({
      level: 'ERROR',
      error: 'ThrottledFault',
      cluster: 'arn:c',
    });
  });
});
