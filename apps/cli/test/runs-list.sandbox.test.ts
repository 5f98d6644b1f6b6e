import type { RunHeader } from '@roster/reconcile';
import { sampleHeader } from '@roster/reconcile/testing';
import { expect, it } from 'vitest';
import { user } from './harness.ts';

const days = Array.from({ length: 25 }, (_, at) => String(at + 1).padStart(2, '0'));
const idOf = (day: string): string => `202611${day}T080000000Z-a1b2`;

/** A run a day at 08:00, of both kinds in turns; the last one was turned away. */
const headers = days.map((day, at): RunHeader => ({
  ...sampleHeader(idOf(day)),
  mode: at % 2 === 0 ? 'apply' : 'plan',
  openedAt: `2026-11-${day}T08:00:00.000Z`,
  closed: {
    at: `2026-11-${day}T08:00:04.200Z`,
    state: day === '25' ? 'failed' : 'done',
    counts: { inSync: 30 },
    ...(day === '25' ? { error: 'LeaseHeldFault' } : {}),
  },
}));

it('lists runs by pages and by time, with times in UTC, durations, and how they ended', async () => {
  await using ann = await user();
  await ann.inStore(async ({ journal }) => {
    for (const header of headers) await journal.openRun(header);
  });
  const listed = async (...options: readonly string[]) =>
    ((await ann.json('runs', 'list', ...options)) as readonly RunHeader[]).map(({ run }) => run.slice(6, 8));
  const newest = days.toReversed();
  expect(await listed()).toEqual(newest.slice(0, 20));
  expect(await listed('--before', idOf('06'))).toEqual(newest.slice(20));
  expect(await listed('--limit', '2', '--before', idOf('06'))).toEqual(['05', '04']);
  expect(await listed('--since', '2026-11-23')).toEqual(['25', '24', '23']);
  expect(await listed('--since', '2026-11-23', '--until', '2026-11-24')).toEqual(['24', '23']);
  expect(await listed('--until', '2026-11-02T09:00+02:00')).toEqual(['01']);
  expect(await listed('--since', '2026-11-23', '--before', idOf('24'))).toEqual(['23']);

  const { stdout } = await ann.run('runs', 'list', '--limit', '2');
  expect(stdout.split('\n')).toEqual([
    expect.stringMatching(
      /^20261125T080000000Z-a1b2 {2}apply {2}2026-11-25T08:00:00Z {2}4\.2 s {2}failed: leaseHeld {2}30 clusters {2}inSync 30 /,
    ),
    expect.stringMatching(/^20261124T080000000Z-a1b2 {2}plan {3}2026-11-24T08:00:00Z {2}4\.2 s {2}done /),
    'earlier runs: roster runs list --before 20261124T080000000Z-a1b2',
    '',
  ]);
  expect(await ann.run('runs', 'list', '--until', '2020-01-01')).toMatchObject({ stdout: 'no runs\n' });
  expect(await ann.run('runs', 'list', '--since', 'yesterday')).toMatchObject({ code: 2 });
  expect(await ann.run('runs', 'list', '--limit', '0')).toMatchObject({ code: 2 });
});
