import { expect, it } from 'vitest';
import { PAYLOAD_LIMIT } from '../src/local/index.ts';
import type { Admitted } from '../src/index.ts';
import { JournalDouble, named } from './journal-double.ts';
import type { Item } from './journal-double.ts';
import { pendingLines, play } from './play.ts';
import { TOWARDS } from './reach.ts';

// 10,000 clusters: 20 steps of 20 shards of 25, every name and text as long as it can be.
const STEPS = Array.from({ length: 20 }, () => Array.from({ length: 20 }, () => 25));
const LONG = 'n'.repeat(100); // the longest name of an EKS cluster

it('no payload of a run over 10,000 clusters with long names comes near 256 KiB', async () => {
  const largest: Record<string, number> = {};
  const measure = (state: string, payload: unknown): void => {
    largest[state] = Math.max(largest[state] ?? 0, Buffer.byteLength(JSON.stringify(payload)));
  };
  const measured =
    (state: string) =>
    async (input: unknown, _: number, usual: () => Promise<unknown>): Promise<unknown> => {
      measure(state, input);
      const output =
        state === 'Token' ? heavy((await usual()) as Admitted) : await (on[state] ?? usual)(input, 1, usual);
      measure(state, output);
      return output;
    };
  const on: NonNullable<(typeof TOWARDS)[string]> = TOWARDS['Rollback']!;
  const states = ['OpenRun', 'ReadShard', 'Token', 'Apply', 'Verify', 'Rollback', 'Gate', 'CloseRun'];
  const journal = new JournalDouble();
  for (const line of pendingLines(STEPS, 'apply', 'unreachable').items()) journal.put(lengthened(line));
  const played = await play({
    steps: STEPS,
    journal,
    on: Object.fromEntries([...states, 'RecordStatus', 'RecordRun'].map((state) => [state, measured(state)])),
  });
  expect(played.calls('Rollback')).toBe(400);
  const standings = journal.items().flatMap((item) => item['standing']?.S ?? []);
  expect(standings.filter((standing) => standing === 'rolledBack')).toHaveLength(400);
  expect(standings.filter((standing) => standing === 'denied')).toHaveLength(9_600);
  for (const [state, bytes] of Object.entries(largest)) expect(bytes, state).toBeLessThan(PAYLOAD_LIMIT / 4);
}, 120_000);

it('the engine ends a run as AWS does where a payload is larger, and nothing catches it', async () => {
  const played = await play({ on: { Gate: () => ({ text: 'x'.repeat(PAYLOAD_LIMIT) }) } });
  expect(played.result).toMatchObject({ status: 'failed', error: 'States.DataLimitExceeded' });
  expect(played.calls('CloseRun')).toBe(0);
});

it('an error with a long message passes', async () => {
  const long = (): never => {
    throw Object.assign(named('TypeError'), { message: 'x'.repeat(32 * 1024) });
  };
  const played = await play({ on: { Token: long } });
  expect(played.line()).toMatchObject({ standing: { S: 'failed' } });
});

const longName = (text: string): string =>
  text.replace(/c-\d+-\d+-\d+$/, (name) => `${LONG.slice(name.length)}${name}`);

/** A line of the journal in which every text is as long as it comes. */
function lengthened(line: Item): Item {
  const run = `${line['run']!.S}-${'r'.repeat(40)}`;
  return { ...line, sk: { S: longName(line['sk']!.S) }, run: { S: run } };
}

/** The first of each shard goes the longest way, as heavy as it comes; the others have said enough after Token. */
function heavy(admitted: Admitted): object {
  if (!admitted.cluster.endsWith('-0')) return { ...admitted, outcome: { kind: 'denied', reason: LONG } };
  return {
    ...admitted,
    facts: 'f'.repeat(1000),
    timings: 't'.repeat(500),
    connection: { ...admitted.connection, certificateAuthority: 'c'.repeat(8000) },
    identity: { ...admitted.identity, groups: Array.from({ length: 50 }, () => LONG) },
  };
}
