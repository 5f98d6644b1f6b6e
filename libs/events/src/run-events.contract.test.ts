import type { RunNews } from '@roster/reconcile';
import { runEventsContract } from '@roster/reconcile/testing';
import { startSandbox, type Sandbox } from '@roster/sandbox';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { heardFrom, tellingTo } from '../test/told.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ dynamodb: false });
  for (const [name, value] of Object.entries(sandbox.env)) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await sandbox.stop();
});
const calls = () => sandbox.calls()['events:PutEvents'];

runEventsContract('the adapter to EventBridge', () => {
  const { events, lines } = tellingTo();
  return Promise.resolve({
    events,
    heard: () => heardFrom(sandbox, lines),
    deafen: () => sandbox.setEventFaults({ call: 'AccessDeniedException' }),
  });
});

const principal = 'arn:aws:iam::999999999999:role/Evil';
const clusterOf = (index: number) => `arn:aws:eks:eu-west-1:111122223333:cluster/c-${index}`;
const foreign = Array.from({ length: 13 }, (_, index) => ({
  cluster: clusterOf(index),
  principal,
  privileged: false,
  why: '',
}));
const news: RunNews = {
  ...{ run: 'r', mode: 'apply', who: 'me', at: '2026-01-02T04:00:00.000Z', state: 'done', healthy: true },
  ...{ counts: {}, worse: [], foreign },
};

describe('events on the default bus', () => {
  it('go ten a call', async () => {
    await tellingTo().events.tell(news);
    expect(calls()).toBe(2);
    expect(sandbox.events()).toHaveLength(14);
  });

  it('name an ARN of 300 KB by its beginning, and lose none of the others', async () => {
    const [first, ...rest] = foreign;
    const long = { ...first!, principal: `${principal}${'x'.repeat(300_000)}` };
    await tellingTo().events.tell({ ...news, foreign: [long, ...rest] });
    expect(sandbox.events()).toHaveLength(14);
    const [, told] = sandbox.events();
    expect(told?.Detail).toContain('more characters)');
    expect(told?.Detail?.length).toBeLessThan(3000);
  });

  it('are sent again where EventBridge did not take them, and those alone', async () => {
    sandbox.setEventFaults({ entries: [null, 'ThrottlingException', null, 'InternalFailure'] });
    const { events, pauses } = tellingTo();
    await events.tell(news);
    expect(calls()).toBe(3);
    expect(pauses).toEqual([100]);
    expect(sandbox.events()).toHaveLength(14);
  });

  it.each([
    ['ThrottlingException', 'ThrottledFault'],
    ['InternalFailure', 'ServerFault'],
    ['NotAuthorizedForDetailTypeException', 'DeniedFault'],
    ['MalformedDetail', 'BadInputFault'],
  ])('are given up in the end: %s', async (code, name) => {
    sandbox.setEventFaults({ entries: Array.from({ length: 40 }, () => code) });
    const { events, lines, pauses } = tellingTo();
    await expect(events.tell(news)).rejects.toMatchObject({
      name,
      message: `run r: EventBridge did not take 10 of 10 events, 4 times (${code})`,
    });
    expect(pauses).toEqual([100, 400, 1600]);
    expect(lines).toHaveLength(1);
  });

  it.each([
    ['ThrottlingException', 'ThrottledFault'],
    ['InternalException', 'ServerFault'],
    ['ValidationException', 'BadInputFault'],
  ])('are refused as a whole: %s', async (error, name) => {
    sandbox.setEventFaults({ call: error });
    await expect(tellingTo().events.tell(news)).rejects.toMatchObject({ name });
  });

  it('are large, and still fit', async () => {
    const who = 'x'.repeat(100_000);
    const worse = [0, 1, 2].map((index) => ({
      ...{ cluster: clusterOf(index), was: '', outcome: { kind: 'blocked', reason: who } as const },
    }));
    await tellingTo().events.tell({ ...news, who, worse, foreign: [] });
    expect(calls()).toBe(2);
    expect(sandbox.events()).toHaveLength(4);
  });
});
