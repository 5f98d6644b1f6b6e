import { clusterArn } from '@roster/access';
import { describe, expect, it } from 'vitest';
import { plain } from '../src/output/paint.ts';
import { renderRun } from '../src/report/render-run.ts';
import { isPartial } from '../src/report/rows-text.ts';
import { exitOfRun } from '../src/report/run-exit.ts';
import { expectGolden } from './golden.ts';
import { arnOf, CHANGES, cluster, report, ROWS } from './reports.ts';

const changing = { rows: { ...ROWS, add: 1, adopt: 1, replace: 1, remove: 1 }, changes: CHANGES };
const END = { limit: 4, whole: 'roster runs show 20261124T081230Z-k3f9 --all-changes' };

describe('a run as text', () => {
  it('a plan: changes, findings, and who needs someone', () => {
    const evil = 'arn:aws:iam::111122223333:role/\u001b[2JEvil';
    const refusals = [{ rule: 'unparseable', message: 'mapRoles cannot be read (line 3 of mapRoles)' }];
    const planned = report([
      cluster('three', { outcome: 'unreachable', reason: 'timeout' }),
      cluster('four', { outcome: 'blocked', reason: 'unparseable', refusals }),
      cluster('one', { outcome: 'drifted', ...changing }),
      cluster('two', {
        rows: { ...ROWS, adopt: 2, newForeign: 2, newPrivileged: 1, privileged: 2 },
        newForeign: [evil, 'arn:aws:iam::111122223333:role/Plain'],
        privileged: [
          { principal: evil, why: 'group system:masters' },
          { principal: 'arn:aws:iam::111122223333:role/BreakGlass', why: 'group eks:\u001b[2J' },
        ],
        newPrivileged: [{ principal: evil, why: 'group system:masters' }],
      }),
    ]);
    expectGolden('plan', renderRun(planned, plain, END));
  });

  it('a principal on many clusters takes one line, so that another on a single cluster is seen', () => {
    const [everywhere, once] = ['Admin', 'Stranger'].map((name) => ({
      principal: `arn:aws:iam::111122223333:role/${name}`,
      why: 'group system:masters',
    }));
    const names = Array.from({ length: 300 }, (_, at) => `c${String(at)}`);
    const kept = [{ arn: 'arn:aws:iam::111122223333:role/Ops', grants: ['ops'] }];
    const rows = { ...ROWS, privileged: 1, kept: 1 };
    const planned = report(
      names.map((name) =>
        cluster(name, { rows, kept, privileged: name === 'c299' ? [everywhere!, once!] : [everywhere!] }),
      ),
    );
    expectGolden('many-alike', renderRun(planned, plain, END));
    const whole = renderRun(planned, plain, { limit: Infinity, whole: '' });
    expect(whole.match(/c\d+ \(/g)).toHaveLength(601);
  });

  it('an apply that halted: what was written, what was taken back, who was never heard from', () => {
    const overridden = [{ rule: 'node-rows', reason: 'the node group is gone' }];
    const applied = report(
      [
        ...['p1', 'p2', 'p3', 'p4', 'p5'].map((name) => cluster(name, { outcome: 'pending' })),
        cluster('worse', { outcome: 'rolledBack', reason: 'identityRefused', ...changing }),
        cluster('held', { outcome: 'blocked', reason: 'held', rows: { ...ROWS, add: 1 } }),
        cluster('sick', { outcome: 'unhealthy', reason: 'after', ...changing, overridden }),
        ...['c1', 'c2', 'c3', 'c4'].map((name) => cluster(name, { outcome: 'changed', ...changing })),
      ],
      { mode: 'apply', state: 'halted' },
    );
    expectGolden('apply-halted', renderRun(applied, plain, END));
  });

  it('an apply of which a rule withheld a part, and a plan that says so before', () => {
    const [add, , , remove] = CHANGES;
    const refusals = [{ rule: 'protected', principal: 'd', message: 'the protected principal d would go' }];
    const rows = { ...ROWS, add: 1, remove: 1, withheld: 1 };
    const part = { outcome: 'blocked', reason: 'protected', rows, refusals } as const;
    const both = { ...part, changes: [add!], withheld: [remove!] };
    const planned = report([cluster('one', both), cluster('two', both)]);
    const whole = { ...part, changes: [], withheld: [add!, remove!], rows: { ...rows, withheld: 2 } };
    const applied = report([cluster('one', { ...both, partlyWritten: true }), cluster('two', whole)], {
      mode: 'apply',
    });
    expectGolden('partly-written', [planned, applied].map((one) => renderRun(one, plain, END)).join('\n'));
  });

  it.each([
    ['deniedEntry', 0],
    ['deniedAccount', 0],
    ['size', 1],
  ])('%s: what was written all the same', (reason, withheld) => {
    const remove = CHANGES.find(({ op }) => op === 'remove');
    const rows = { ...ROWS, add: withheld, remove: 1, withheld };
    const one = cluster('one', { outcome: 'blocked', reason, rows, changes: [remove!], partlyWritten: true });
    expect(isPartial(one, rows)).toBe(true);
    expect(isPartial(one, { ...rows, remove: 0 })).toBe(false);
    const text = renderRun(report([one], { rows, mode: 'apply' }), plain, END);
    expect(text).toContain(`blocked: ${reason} (partly written)`);
  });

  it('removals that nobody has decided: how many, and the command that makes them', () => {
    const rows = { ...ROWS, remove: 2, withheld: 2, undecided: 2 };
    const results = [cluster('one', { outcome: 'blocked', reason: 'removals', rows })];
    const line = (more: object) => renderRun(report(results, { rows, ...more }), plain, END);
    expect(line({ mode: 'plan' })).toMatch(
      /--expect-removals 2 +makes 2 removals that nobody has decided and that would be/,
    );
    expect(line({ mode: 'apply' })).toMatch(/^ {2}roster apply --expect-removals 2 .*were withheld/m);
    expect(line({ whole: false })).toContain(`roster apply --cluster ${arnOf('one')} --expect-removals 2`);
  });

  it('what is told of clusters of several accounts alike, once; of each by itself where there is no limit', () => {
    const refused = ['111122223333', '444455556666'].map((account, at) =>
      cluster('one', {
        cluster: clusterArn({ name: `c${String(at)}`, account, region: 'eu-west-1' }),
        outcome: 'denied',
        reason: 'noRow',
        message: `the token of arn:aws:iam::${account}:role/Read is refused, at 2026-11-24T08:12:3${String(at)}Z`,
      }),
    );
    const text = renderRun(report(refused), plain, END);
    expect(text.match(/is refused/g)).toHaveLength(1);
    expect(text).toContain('of arn:aws:iam::{account}:role/Read is refused, at 2026-11-24T08:12:30Z');
    const whole = renderRun(report(refused), plain, { limit: Infinity, whole: '' });
    expect(whole).toContain('444455556666:role/Read is refused, at 2026-11-24T08:12:31Z');
    const one = renderRun(report(refused.slice(0, 1)), plain, END);
    expect(one).toContain('of arn:aws:iam::111122223333:role/Read is refused');
  });

  it('one that was stopped, and one that is open', () => {
    const stopped = report([cluster('one')], { state: 'failed', error: 'stopped', mode: 'verify' });
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
    [3, 'ended by an error', report([cluster('a')], { state: 'failed', error: 'serverError' })],
    [4, 'halted outranks all', report([cluster('a', { outcome: 'failed' })], { state: 'halted' })],
    [4, 'stopped', report([cluster('a', { outcome: 'pending' })], { state: 'failed', error: 'stopped' })],
  ])('%i: %s', (code, _what, run) => {
    expect(exitOfRun(run)).toBe(code);
  });
});
