import { describe, expect, it } from 'vitest';
import { ITEM_VERSION, reasonOf } from '../src/index.ts';
import { named, type Item } from './journal-double.ts';
import { BEFORE, OPENED, pendingLines, play } from './play.ts';
import { NOW, written } from './workers.ts';

const ends =
  (kind: string, reason = '') =>
  (input: unknown) => ({
    ...(input as object),
    outcome: { kind, reason },
  });
const texts = (item: object | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries(item ?? {}).map(([key, value]) => [key, (value as { S: string } | undefined)?.S ?? '']),
  );

describe('the ways of one cluster', () => {
  it('in sync: Token, Apply, Record', async () => {
    const played = await play();
    expect(played.result).toMatchObject({ status: 'succeeded', output: { clusters: 1 } });
    expect(texts(played.line())).toMatchObject({ standing: 'inSync', reason: '', facts: '{}', at: NOW });
    expect(texts(played.status())).toMatchObject({ kind: 'inSync', reason: '', at: NOW, since: NOW });
    expect([played.calls('Verify'), played.calls('Rollback')]).toEqual([0, 0]);
  });

  it('a status has the version of every item, and keeps a higher one', async () => {
    const played = await play();
    expect(played.status()).toMatchObject({ v: { N: String(ITEM_VERSION) } });
    const journal = pendingLines([[1]], 'apply');
    const newer = { ...played.status(), v: { N: '2' } } as unknown as Item;
    journal.put(newer);
    const again = await play({ journal });
    expect(again.status()).toMatchObject({ v: { N: '2' } });
  });

  it.each([
    ['drifted', ''],
    ['blocked', 'held'],
  ])('%s: what Apply found ends the way', async (kind, reason) => {
    const played = await play({ mode: 'plan', on: { Apply: ends(kind, reason) } });
    expect(texts(played.line())).toMatchObject({ standing: kind, reason });
    expect(played.calls('Verify')).toBe(0);
  });

  it('changed: Apply wrote, Verify tells the outcome', async () => {
    const played = await play({ on: { Apply: written } });
    expect(texts(played.line())).toMatchObject({ standing: 'changed' });
    expect(played.calls('Rollback')).toBe(0);
  });

  it('mode verify: from Token straight to Verify', async () => {
    const played = await play({ mode: 'verify', on: { Verify: ends('healthy') } });
    expect(texts(played.line())).toMatchObject({ standing: 'healthy' });
    expect(played.calls('Apply')).toBe(0);
    expect(played.inputs['Verify']).toMatchObject([{ mode: 'verify', identity: { username: 'roster' } }]);
  });

  it('worse than before: rolled back', async () => {
    const worse = (input: unknown) => ({ ...(input as object), worse: 'nodes' });
    const played = await play({ on: { Apply: written, Verify: worse } });
    expect(texts(played.line())).toMatchObject({ standing: 'rolledBack', reason: 'nodes' });
    expect(played.inputs['Rollback']).toMatchObject([{ worse: 'nodes' }]);
  });

  it.each([
    ['denied', 'refused'],
    ['unreachable', 'gone'],
  ])('%s: what Token found ends the way', async (kind, reason) => {
    const played = await play({ on: { Token: ends(kind, reason) } });
    expect(texts(played.line())).toMatchObject({ standing: kind, reason });
    expect(played.calls('Apply')).toBe(0);
  });
});

describe('throttles', () => {
  const throws = (name: string) => () => {
    throw named(name);
  };
  const written = { Apply: ends('inSync') };

  it.each(['ThrottledFault', 'Lambda.TooManyRequestsException', 'Lambda.EC2ThrottledException'])(
    '%s at Token: five tries, then unreachable',
    async (error) => {
      const played = await play({ on: { ...written, Token: throws(error) } });
      expect(played.calls('Token')).toBe(5);
      const { standing, reason } = texts(played.line());
      expect([standing, reasonOf(reason!)]).toEqual(['unreachable', 'throttled']);
    },
  );

  it('a throttled Apply has written nothing', async () => {
    const played = await play({ on: { Apply: throws('Lambda.TooManyRequestsException') } });
    expect(texts(played.line())).toMatchObject({ standing: 'unreachable' });
    expect(played.calls('Settle')).toBe(0);
  });

  it.each(['States.Timeout', 'Lambda.Unknown', 'UnsettledFault'])(
    'a throttled second way after %s is in doubt: failed',
    async (error) => {
      const settle = { Apply: throws(error), Settle: throws('Lambda.TooManyRequestsException') };
      const played = await play({ on: settle });
      expect(texts(played.line())).toMatchObject({ standing: 'failed' });
      expect([played.calls('Apply'), played.calls('Settle')]).toEqual([1, 2]);
    },
  );

  it('what Settle finds is what Apply would: a write that landed is verified', async () => {
    const landed = (input: unknown) => ({ ...(input as object), deadline: '2026-11-24T08:14:00.000Z' });
    const played = await play({ on: { Apply: throws('Sandbox.Timedout'), Settle: landed } });
    expect(texts(played.line())).toMatchObject({ standing: 'changed' });
    expect(played.calls('Verify')).toBe(1);
  });

  it('a throttled Verify: unreachable in mode verify, failed where a write waits for it', async () => {
    const on = { Verify: throws('Lambda.TooManyRequestsException') };
    const looking = await play({ mode: 'verify', on });
    expect(texts(looking.line())).toMatchObject({ standing: 'unreachable' });
    const landed = (input: unknown) => ({ ...(input as object), deadline: '2026-11-24T08:14:00.000Z' });
    const wrote = await play({ on: { ...on, Apply: landed } });
    expect(texts(wrote.line())).toMatchObject({ standing: 'failed' });
  });
});

describe('a preview', () => {
  it.each(['', 'drifted', 'inSync'])(
    'is told in its line, and leaves the status alone (was %j)',
    async (was) => {
      const played = await play({ mode: 'plan', preview: 'yes', was, on: { Apply: ends('drifted') } });
      expect(texts(played.line())).toMatchObject({ standing: 'drifted', at: NOW });
      expect(played.status()).toBeUndefined();
      expect([played.calls('RecordStatus'), played.calls('RecordRun')]).toEqual([0, 1]);
      expect(played.result.status).toBe('succeeded');
    },
  );

  it('is one too where a worker fails', async () => {
    const failing = () => {
      throw named('DeniedFault');
    };
    const played = await play({ mode: 'plan', preview: 'yes', on: { Token: failing } });
    expect(texts(played.line())).toMatchObject({ standing: 'denied' });
    expect(played.status()).toBeUndefined();
  });
});

describe('since when an outcome stands', () => {
  it('keeps its since while the outcome is the same', async () => {
    const played = await play({ was: 'inSync' });
    expect(texts(played.status())).toMatchObject({ kind: 'inSync', since: BEFORE, at: NOW });
  });

  it('begins anew with another outcome, at the last instant that a worker told of', async () => {
    const played = await play({ was: 'drifted' });
    expect(texts(played.status())).toMatchObject({ kind: 'inSync', since: NOW });
  });

  it('begins with the run where no worker could tell', async () => {
    const played = await play({
      on: {
        Token: () => {
          throw named('TypeError');
        },
      },
    });
    expect(texts(played.status())).toMatchObject({ kind: 'failed', reason: 'TypeError', since: OPENED });
  });
});

describe('second delivery', () => {
  it('takes up only the lines that are still pending', async () => {
    const journal = pendingLines([[3]], 'apply');
    const lost = (input: unknown, _: number, usual: () => Promise<unknown>) => {
      if (JSON.stringify(input).includes('c-0-0-1')) throw named('InternalServerError');
      return usual();
    };
    const first = await play({ steps: [[3]], journal, on: { RecordRun: lost } });
    expect(first.result).toMatchObject({ status: 'failed', error: 'RunUnhealthyFault' });
    const again = await play({ steps: [[3]], journal });
    expect(again.inputs['Token']).toMatchObject([{ cluster: expect.stringContaining('c-0-0-1') as string }]);
    expect(again.result.status).toBe('succeeded');
  });

  it('leaves the line that another delivery told in the meantime', async () => {
    const journal = pendingLines([[1]], 'apply');
    const line = journal.items()[0]!;
    const played = await play({
      journal,
      on: { Apply: (_, __, usual) => (journal.put({ ...line, standing: { S: 'changed' } }), usual()) },
    });
    expect(played.calls('RecordRun')).toBe(1);
    expect(texts(played.line())).toMatchObject({ standing: 'changed' });
    expect(played.result.status).toBe('succeeded');
  });
});

describe('a status that a newer run has written', () => {
  it('stays, and the line of this run is told all the same', async () => {
    const journal = pendingLines([[1]], 'apply');
    const cluster = journal.items()[0]!['sk']!;
    journal.put({
      pk: { S: 'STATUS' },
      sk: cluster,
      run: { S: '20991231T000000Z-zzzz' },
      kind: { S: 'drifted' },
    });
    const played = await play({ journal });
    expect(texts(played.status())).toMatchObject({ run: '20991231T000000Z-zzzz', kind: 'drifted' });
    expect(texts(played.line())).toMatchObject({ standing: 'inSync' });
  });
});
