import { describe, expect, it } from 'vitest';
import { bench, nextVisit, RUN, visit, type Bench } from './bench.ts';
import { OPS, OPS_ROW, row } from './fleet.ts';

const INTRUDER = row('arn:aws:iam::666666666666:role/Intruder', 'admin', 'system:masters');
const mark = { by: 'ann', reason: 'an upgrade', at: '2026-11-24T07:00:00.000Z' };
const undone = (username: string) => ({
  changes: [
    {
      op: 'add',
      principal: OPS.toLowerCase(),
      list: 'mapRoles',
      after: { arn: OPS, username, groups: ['system:masters'] },
    },
  ] as const,
  foreign: [],
  owned: [],
  entries: [],
});

const held = async (made: Bench, hold: Parameters<Bench['journal']['patchStatus']>[1]['hold'] = mark) => {
  await made.journal.patchStatus(made.door().arn, { hold });
  return made;
};

const CASES: Record<string, () => Promise<Bench>> = {
  'somebody holds it, and it differs': () => held(bench()),
  'somebody holds it, and it is right': () => held(bench(OPS_ROW)),
  'somebody holds it, and somebody is denied': () =>
    held(bench(INTRUDER, { denied: ['arn:aws:iam::666666666666:role/Intruder'] })),
  'a rollback left the hold, and the revision asks for the same': () =>
    held(bench(), { ...mark, undone: undone('ops') }),
  'a rollback left the hold, and the revision asks for something else': () =>
    held(bench(), { ...mark, undone: undone('operators') }),
};

/** What a plan calls drifted, an apply changes. */
const FORETOLD: Readonly<Record<string, string>> = { drifted: 'changed' };

describe('a plan foretells what an apply ends as, where', () => {
  it.each(Object.entries(CASES))('%s', async (_, make) => {
    const plan = await visit(await make(), { mode: 'plan' });
    const apply = await visit(await make());
    const { kind, reason } = plan.outcome;
    expect(apply.outcome).toMatchObject({ kind: FORETOLD[kind] ?? kind, reason });
  });
});

it('a plan of a cluster that is held says what differs, and who holds it, why and since when', async () => {
  const made = await held(bench());
  expect(await visit(made, { mode: 'plan' })).toMatchObject({ outcome: { kind: 'blocked', reason: 'held' } });
  const finding = await made.journal.getFinding({ run: RUN, mode: 'plan', cluster: made.door().arn });
  expect(finding).toMatchObject({
    changeSet: { changes: [] },
    withheld: [{ op: 'add' }],
    refusals: [{ rule: 'held', message: 'held by ann since 2026-11-24T07:00:00Z: an upgrade' }],
  });
  expect(await made.status()).toMatchObject({ hold: mark, driftSince: expect.any(String) as string });
});

it('an apply says the same, though it reads nothing', async () => {
  const made = await held(bench());
  await visit(made);
  expect(made.door().calls).not.toHaveProperty('readAwsAuth');
});

describe('removals that nobody has decided', () => {
  const exclusive = () => bench(INTRUDER, { ownership: [{ clusters: {}, mode: 'exclusive' }] });

  it.each([
    ['somebody holds it', mark, 0],
    ['a rollback left the hold for what is asked for still', { ...mark, undone: undone('ops') }, 0],
    ['a rollback left a hold that ends', { ...mark, undone: undone('operators') }, 1],
  ])('%s: a plan counts as many as an apply expects', async (_, hold, waiting) => {
    const made = exclusive();
    await visit(made, { mode: 'plan' });
    await held(made, hold);
    const next = '20261124T080000Z-test-r2';
    const facts = (await nextVisit(made, next, { mode: 'plan' })).facts;
    expect((JSON.parse(facts) as { undecided: number }).undecided).toBe(waiting);
    await expect(made.open({ run: '20261124T080000Z-test-r3', expectRemovals: 99 })).rejects.toThrow(
      new RegExp(`--expect-removals ${waiting}$`),
    );
  });
});
