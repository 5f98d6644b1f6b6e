import { describe, expect, it } from 'vitest';
import { plain } from '../src/output/paint.ts';
import { renderRun } from '../src/report/render-run.ts';
import { exitOfRun } from '../src/report/run-exit.ts';
import { expectGolden } from './golden.ts';
import { arnOf, CHANGES, cluster, report, ROWS } from './reports.ts';

const changing = { rows: { ...ROWS, add: 1, adopt: 1, replace: 1, remove: 1 }, changes: CHANGES };
const END = { limit: 2, whole: 'roster runs show 20261124T081230Z-k3f9' };

describe('a run as text', () => {
  it('a plan: changes, findings, and who needs someone', () => {
    const evil = 'arn:aws:iam::111122223333:role/\u001b[2JEvil';
    const refusals = [{ rule: 'unparseable', message: 'mapRoles cannot be read (line 3 of mapRoles)' }];
    const planned = report([
      cluster('three', { outcome: 'unreachable', reason: 'timeout' }),
      cluster('four', { outcome: 'blocked', reason: 'unparseable', refusals }),
      cluster('one', { outcome: 'drifted', ...changing }),
      cluster('two', {
        rows: { ...ROWS, adopt: 2, newForeign: 1, newMasters: 1 },
        newForeign: [evil],
        newMasters: [evil],
      }),
    ]);
    expectGolden('plan', renderRun(planned, plain, END));
  });

  it('an apply that halted: what was written, what was taken back, who was never heard from', () => {
    const overridden = [{ rule: 'node-rows', reason: 'the node group is gone' }];
    const applied = report(
      [
        ...['p1', 'p2', 'p3'].map((name) => cluster(name, { outcome: 'pending' })),
        cluster('worse', { outcome: 'rolledBack', reason: 'identityRefused', ...changing }),
        cluster('held', { outcome: 'blocked', reason: 'held', rows: { ...ROWS, add: 1 } }),
        cluster('sick', { outcome: 'unhealthy', reason: 'after', ...changing, overridden }),
        ...['c1', 'c2', 'c3', 'c4'].map((name) => cluster(name, { outcome: 'changed', ...changing })),
      ],
      { mode: 'apply', state: 'halted' },
    );
    expectGolden('apply-halted', renderRun(applied, plain, END));
  });

  it('one that was stopped, and one that is open', () => {
    const stopped = report([cluster('one')], { state: 'failed', error: 'StoppedFault', mode: 'verify' });
    const open = report([cluster('one', { outcome: 'pending' })], { state: 'open', closedAt: '' });
    expectGolden('not-ended', [stopped, open].map((one) => renderRun(one, plain, END)).join('\n'));
  });

  it('every cluster by itself where the list has no end', () => {
    const both = report(['c1', 'c2'].map((name) => cluster(name, { outcome: 'drifted', ...changing })));
    const text = renderRun(both, plain, { limit: Infinity, whole: '' });
    expect(text.match(/\+ {2}arn:/g)).toHaveLength(2);
  });
});

describe('the exit code of a run', () => {
  const newForeign = { rows: { ...ROWS, newForeign: 1 }, newForeign: [arnOf('x')] };
  it.each([
    [0, 'all in sync', report([cluster('a'), cluster('b', { outcome: 'changed' })])],
    [1, 'drift', report([cluster('a', { outcome: 'drifted' })])],
    [1, 'a new foreign row', report([cluster('a', newForeign)], { mode: 'apply' })],
    [
      3,
      'unreachable outranks drift',
      report([cluster('a', { outcome: 'unreachable' }), cluster('b', { outcome: 'drifted' })]),
    ],
    [3, 'never heard from', report([cluster('a', { outcome: 'pending' })])],
    [3, 'ended by an error', report([cluster('a')], { state: 'failed', error: 'ServerFault' })],
    [4, 'halted outranks all', report([cluster('a', { outcome: 'failed' })], { state: 'halted' })],
    [
      4,
      'stopped',
      report([cluster('a', { outcome: 'pending' })], { state: 'failed', error: 'StoppedFault' }),
    ],
  ])('%i: %s', (code, _what, run) => {
    expect(exitOfRun(run)).toBe(code);
  });
});
