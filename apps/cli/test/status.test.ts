import type { Outcome } from '@roster/access';
import { FakeJournal, sampleHeader, sampleRecording, executionOf } from '@roster/reconcile/testing';
import { describe, expect, it } from 'vitest';
import { plain } from '../src/output/paint.ts';
import { wrapped } from '../src/output/wrap.ts';
import { fleetStatus } from '../src/status/fleet-status.ts';
import { renderStatus } from '../src/status/render-status.ts';
import { expectGolden } from './golden.ts';
import { arnOf } from './reports.ts';

const NOW = new Date('2026-11-24T12:00:00.000Z');
const NAMES = ['one', 'two', 'three', 'four'];
const question = { revision: '7', clusters: new Set(NAMES.map(arnOf)), now: NOW };

/** A journal in which these clusters ended like that; one called `gone` has left the catalog since. */
async function journalOf(outcomes: Readonly<Record<string, readonly [Outcome, since: string]>>) {
  const journal = new FakeJournal();
  for (const [name, [outcome, since]] of Object.entries(outcomes)) {
    const at = '2026-11-24T11:00:00.000Z';
    await journal.record(sampleRecording({ cluster: arnOf(name), outcome, since, at }));
  }
  await journal.openRun({ ...sampleHeader('20261124T105900Z-k3f9'), openedAt: '2026-11-24T10:59:00.000Z' });
  return journal;
}

const inSync: Outcome = { kind: 'inSync', reason: '' };
const right = [inSync, '2026-11-20T00:00:00.000Z'] as const;
const denied = [{ kind: 'denied', reason: 'DeniedFault' }, '2026-11-24T09:00:00.000Z'] as const;

describe('roster status', () => {
  it('is right since the last cluster came right; what left the catalog does not count', async () => {
    const later = [inSync, '2026-11-23T00:00:00.000Z'] as const;
    const journal = await journalOf({ one: right, two: later, three: right, four: right, gone: denied });
    const status = await fleetStatus(journal, question);
    expect(status).toMatchObject({ right: true, since: later[1], unseen: 0, attention: [] });
    expectGolden('status-right', renderStatus(status, plain, NOW));
  });

  it('tells the worst first, holds, clusters never looked at, who writes, and what to do', async () => {
    const drifted = [{ kind: 'drifted', reason: '' }, '2026-11-22T00:00:00.000Z'] as const;
    const journal = await journalOf({ one: right, two: drifted, three: denied });
    await journal.patchStatus(arnOf('two'), { driftSince: drifted[1] });
    const hold = { by: 'ann@laptop', reason: 'audit\u001b[2J', at: '2026-11-24T08:00:00.000Z' };
    await journal.patchStatus(arnOf('one'), { hold });
    await journal.takeLease(executionOf('20261124T115900Z-zzzz'), NOW, new Date('2026-11-24T12:15:00.000Z'), {
      who: 'bob@ci\u001b[2J',
      since: NOW.toISOString(),
    });
    const status = await fleetStatus(journal, question);
    expect(status.right).toBe(false);
    expect(status.attention.map(({ cluster }) => cluster)).toEqual(['three', 'two', 'one'].map(arnOf));
    expect(status.attention[0]).toMatchObject({ reason: 'refused' });
    expect(status.attention.map(({ needs }) => needs)).toEqual(['person', 'apply', 'release']);
    expect(status.needs).toEqual({ person: 1, apply: 1, release: 1 });
    expectGolden('status-wrong', renderStatus(status, plain, NOW));
  });

  it('names who is privileged by access that Roster does not manage, and does not call that fleet right', async () => {
    const journal = await journalOf({ one: right, two: right, three: right, four: right, gone: right });
    const principal = 'arn:aws:iam::666677778888:role/Backdoor';
    const evil = 'arn:aws:iam::111122223333:role/\u001b[2JEvil';
    const masters = { principal, why: 'group system:masters' };
    await journal.patchStatus(arnOf('two'), { privileged: [masters] });
    await journal.patchStatus(arnOf('one'), {
      privileged: [masters, { principal: evil, why: 'username system:kube-scheduler' }],
    });
    await journal.patchStatus(arnOf('gone'), { privileged: [masters] });
    const status = await fleetStatus(journal, question);
    expect(status.privileged).toEqual([
      { cluster: arnOf('one'), principal: evil, why: 'username system:kube-scheduler' },
      { cluster: arnOf('one'), ...masters },
      { cluster: arnOf('two'), ...masters },
    ]);
    expectGolden('status-privileged', renderStatus(status, plain, NOW));
    const worse = await fleetStatus(journal, {
      ...question,
      clusters: new Set([...question.clusters, 'new']),
    });
    expect(renderStatus(worse, plain, NOW)).toMatch(
      /^1 cluster never checked, privileged access that Roster/m,
    );
  });

  it('keeps apart what needs a person and what waits for an apply, over 300 clusters', async () => {
    const names = Array.from({ length: 300 }, (_, at) => `c${String(at)}`);
    const since = '2026-11-22T00:00:00.000Z';
    const drifted = [{ kind: 'drifted', reason: '' }, since] as const;
    const held = [{ kind: 'blocked', reason: 'held' }, since] as const;
    const outcomeOf = (at: number) => (at < 149 ? drifted : at < 151 ? denied : at === 151 ? held : right);
    const journal = await journalOf(Object.fromEntries(names.map((name, at) => [name, outcomeOf(at)])));
    const hold = { by: 'ann@laptop', reason: 'an upgrade', at: '2026-11-24T08:00:00.000Z' };
    await journal.patchStatus(arnOf('c151'), { hold });
    // Held, and drifted before a run could say so: an apply does not correct it.
    await journal.patchStatus(arnOf('c0'), { hold });
    const status = await fleetStatus(journal, { ...question, clusters: new Set(names.map(arnOf)) });
    expect(status.needs).toEqual({ person: 4, apply: 148, release: 0 });
    const text = renderStatus(status, plain, NOW);
    for (const width of [80, 200]) expectGolden(`large/status-${String(width)}`, wrapped(text, width));
  });

  it('is not right where a cluster was never looked at, or where there is no fleet', async () => {
    const one = await fleetStatus(await journalOf({ one: right }), question);
    expect(one).toMatchObject({ right: false, unseen: 3 });
    const none = await fleetStatus(new FakeJournal(), { ...question, revision: '', clusters: undefined });
    expect(none).toMatchObject({ right: false, clusters: 0 });
    expect(renderStatus(none, plain, NOW)).toContain('roster catalog push');
  });
});
