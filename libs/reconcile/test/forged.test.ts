import fc from 'fast-check';
import { GUARDRAILS, matchesOf, readAwsAuth, type AwsAuthData, type Limits } from '@roster/access';
import { isFault } from '@roster/workflow';
import { describe, expect, it } from 'vitest';
import type { ClusterTask } from '../src/index.ts';
import { apply, rollback, token, verify } from '../src/index.ts';
import { bench, isRetried, keyIn, ONE, RUN, targetOf, type Bench } from './bench.ts';
import { forged, NOTHING_FOUND, STRANGER, writtenOver, type Forged, type ForgedWrites } from './forged.ts';
import { NODES, OPS, OPS_ROW, owned, READ, row, WRITE } from './fleet.ts';

// What each worker of the apply machine may put into the journal stands in infra/src/control-plane/table-access.ts:
// tasks, lines and headers (plan), health (verify), what was told (report); findings, snapshots, what is owned and a
// hold (apply). Here somebody holds all of them.

const BREAK_GLASS = 'arn:aws:iam::999999999999:role/BreakGlass';
const KEPT = [NODES, READ, WRITE, BREAK_GLASS];
const LIMITS: Limits = { protected: [BREAK_GLASS], trustedAccounts: ['999999999999'], overridable: [] };
const ALL = GUARDRAILS.map(({ name }) => ({ rule: name, reason: 'because' }));

/** A cluster with a break-glass row, whose honest task has one row to add. */
const made = (limits: Limits): Bench => {
  const one = bench(row(BREAK_GLASS, 'break-glass', 'system:masters'));
  Object.assign(one.deps, { limits });
  return one;
};

const NO_LIES: Forged = {
  ...{ task: {}, finding: undefined, health: undefined, status: {}, writes: undefined },
  since: 'Apply',
};

async function putForged(on: Bench, task: ClusterTask, lies: Forged): Promise<void> {
  const { journal } = on;
  const { finding, status, health, writes } = lies;
  await journal.putTasks([{ task, was: '', since: '' }]);
  if (finding !== undefined) await journal.putFinding(keyIn(RUN), finding);
  if (health !== undefined) await journal.putHealth(keyIn(RUN), health);
  await journal.patchStatus(ONE.arn, status);
  if (writes === undefined) return;
  const { changeSet, intents } = writtenOver(on.door().awsAuth() ?? {}, writes);
  for (const intent of intents) await journal.putWrite(intent);
  const made = finding ?? (await journal.getFinding(keyIn(RUN)));
  await journal.putFinding(keyIn(RUN), { ...NOTHING_FOUND, ...made, changeSet });
}

/** The states of one cluster, with what is forged put in between all of them; what it ended as. */
async function visitForged(on: Bench, lies: Forged): Promise<string> {
  const target = targetOf(await on.open(), on.clock().toISOString());
  const honest = await on.journal.getTask(keyIn(RUN));
  const task = { ...honest!, ...lies.task };
  if (lies.since === 'Token') await putForged(on, task, lies);
  try {
    const admitted = await token(target, on.deps);
    if ('outcome' in admitted) return admitted.outcome.kind;
    await putForged(on, task, lies);
    const applied = await apply(admitted, on.deps);
    if ('outcome' in applied) return applied.outcome.kind;
    await putForged(on, task, lies);
    const verified = await verify(applied, on.deps);
    if ('worse' in verified) return (await rollback(verified, on.deps)).outcome.kind;
    return 'changed';
  } catch (error) {
    if (!isFault(error) || isRetried(error)) throw error;
    return 'failed';
  }
}

/** Told by the authenticator's rules alone, not by the guardrails. */
function expectSafe(before: AwsAuthData, after: AwsAuthData): void {
  const [was, is] = [readAwsAuth(before), readAwsAuth(after)];
  expect(is.unreadable).toEqual([]);
  for (const arn of KEPT) {
    const kept = matchesOf(is, arn)[0];
    expect(kept?.groups).toEqual(expect.arrayContaining([...(matchesOf(was, arn)[0]?.groups ?? [])]));
  }
  const masters = [...is.roles, ...is.users].filter(({ groups }) => groups.includes('system:masters'));
  const accounts = new Set(masters.map(({ arn }) => arn.split(':')[4]));
  expect([...accounts].filter((account) => account !== '111122223333' && account !== '999999999999')).toEqual(
    [],
  );
}

describe('whatever workers put into the journal', () => {
  it('passes the guardrails as the stack fixes them, or is not written', async () => {
    const ends: Record<string, number> = {};
    const property = fc.asyncProperty(forged(KEPT), async (lies) => {
      const on = made(LIMITS);
      const before = on.door().awsAuth() ?? {};
      const end = await visitForged(on, lies);
      ends[end] = (ends[end] ?? 0) + 1;
      expectSafe(before, on.door().awsAuth() ?? {});
    });
    await fc.assert(property, { numRuns: 2_000, seed: 20261124 });
    // It proves something of writes only if there were some, and of guardrails if they refused some.
    expect(ends).toMatchObject({
      changed: expect.any(Number) as number,
      blocked: expect.any(Number) as number,
      rolledBack: expect.any(Number) as number,
    });
  }, 60_000);

  // A write that there never was, made up to fit what stands: Rollback undoes it, and nothing that it does not name.
  const master = { arn: STRANGER, username: 'x', groups: ['system:masters'] };
  const BACK: ForgedWrites = { restores: [], drops: [], snapshot: 'inverse', back: true };
  it.each<[string, ForgedWrites, Limits, string]>([
    ['a stranger who was taken away', { ...BACK, restores: [master] }, LIMITS, 'trusted-accounts'],
    ['break-glass that was added', { ...BACK, drops: [BREAK_GLASS] }, LIMITS, 'protected'],
    ['the role that writes, which was added', { ...BACK, drops: [WRITE] }, LIMITS, 'own-access'],
    ['nodes that were added', { ...BACK, drops: [NODES] }, LIMITS, 'node-rows'],
  ])('undoes no made-up write of %s', async (_, writes, limits, rule) => {
    const on = made(limits);
    const before = on.door().awsAuth();
    expect(await visitForged(on, { ...NO_LIES, writes })).toBe('failed');
    expect(on.door().awsAuth()).toEqual(before);
    expect((await on.finding())?.refusals).toMatchObject([{ rule }]);
  });

  it.each(['more', 'keys', 'any'] as const)(
    'puts no text back out of a snapshot that is not the inverse of its changes: %s',
    async (snapshot) => {
      const on = made({});
      const dev = { arn: 'arn:aws:iam::111122223333:role/Dev', username: 'dev', groups: ['dev'] };
      const before = on.door().awsAuth() ?? {};
      const end = await visitForged(on, { ...NO_LIES, writes: { ...BACK, restores: [dev], snapshot } });
      expect(end).toBe('rolledBack');
      const after = on.door().awsAuth() ?? {};
      expectSafe(before, after);
      expect(Object.keys(after)).toEqual(Object.keys(before));
      const rows = (data: AwsAuthData) => readAwsAuth(data).roles.map(({ arn }) => arn);
      expect(rows(after)).toEqual([...rows(before), dev.arn]);
    },
  );

  it('puts nothing back where the finding is of another write than the one that stands', async () => {
    const on = made({});
    const before = on.door().awsAuth() ?? {};
    const target = targetOf(await on.open(), on.clock().toISOString());
    const admitted = await token(target, on.deps);
    const { intents } = writtenOver(before, BACK);
    for (const intent of intents) await on.journal.putWrite(intent);
    const after = { arn: OPS, username: 'ops', groups: ['system:masters'] };
    const change = { op: 'add', principal: OPS.toLowerCase(), list: 'mapRoles', after } as const;
    const snapshot = { ...NOTHING_FOUND, changeSet: { ...NOTHING_FOUND.changeSet, changes: [change] } };
    await on.journal.putFinding(keyIn(RUN), snapshot);
    const moved = { mapRoles: `${before['mapRoles'] ?? ''}# moved\n` };
    on.door().setAwsAuth(moved);
    for (const intent of writtenOver(moved, { ...BACK, snapshot: 'any' }).intents) {
      await on.journal.putWrite(intent);
    }
    await expect(apply(admitted, on.deps)).rejects.toThrow(/is not of what stands in aws-auth/);
    expect(on.door().awsAuth()).toEqual(moved);
  });

  const masters = (arn: string) => [{ arn, username: 'x', groups: ['system:masters'], grants: ['g'] }];
  const nobodys = (arn: string) => [{ arn, username: 'x', groups: [], grants: ['g'] }];
  it.each<[string, Partial<ClusterTask>, string]>([
    [
      'a stranger to be master',
      { desired: masters(STRANGER), trustedAccounts: ['666666666666'] },
      'trusted-accounts',
    ],
    ['break-glass to lose its groups', { desired: nobodys(BREAK_GLASS), protected: [] }, 'protected'],
    ['nodes to lose their groups', { desired: nobodys(NODES) }, 'node-rows'],
    ['the way in of the role that writes', { desired: nobodys(WRITE) }, 'own-access'],
    [
      'the way in of the role that reads, which the task does not name',
      { desired: nobodys(READ), cluster: { ...ONE, roles: { read: WRITE, write: WRITE } } },
      'own-access',
    ],
  ])(
    '%s: refused, though the task overrides every rule; done where the stack fixes nothing',
    async (_, task, rule) => {
      const lies: Forged = { ...NO_LIES, task: { ...task, overrides: ALL } };
      const on = made(LIMITS);
      expect(await visitForged(on, lies)).toBe('blocked');
      const finding = await on.finding();
      expect(finding?.refusals).toMatchObject([
        { rule, message: expect.stringContaining('nobody override') as string },
      ]);
      expect(on.door().writes).toBe(made({}).door().writes);

      const unlimited = made({});
      expect(await visitForged(unlimited, lies)).not.toBe('blocked');
      expect(unlimited.door().writes).toBeGreaterThan(on.door().writes);
    },
  );

  it.each<[string, Partial<ClusterTask>]>([
    ['another cluster', { cluster: { ...ONE, arn: ONE.arn.replace('one', 'two'), name: 'two' } }],
    ['another account', { cluster: { ...ONE, account: '666666666666' } }],
    ['another run', { run: '20261123T080000Z-test' }],
  ])('a task of %s is not carried out', async (_, task) => {
    const on = made(LIMITS);
    const target = targetOf(await on.open(), on.clock().toISOString());
    const admitted = await token(target, on.deps);
    const honest = await on.journal.getTaskAndFinding(keyIn(RUN));
    const journal = Object.assign(Object.create(on.journal) as typeof on.journal, {
      getTaskAndFinding: () => Promise.resolve({ ...honest, task: { ...honest!.task, ...task } }),
    });
    await expect(apply(admitted, { ...on.deps, journal })).rejects.toThrow('is one of');
  });

  it('a run of another day undoes nothing while another may write, whatever a worker that reads says of it', async () => {
    const on = bench();
    const target = targetOf(await on.open(), on.clock().toISOString());
    const admitted = await token(target, on.deps);
    const applied = await apply(admitted, on.deps);
    if (!('deadline' in applied)) throw new Error('nothing was written');
    const worse = { ...applied, worse: 'nodesNotReady' };
    const written = on.door().awsAuth();
    on.now.at += 16 * 60_000;
    await on.open({ run: '20261124T081600000Z-next', execution: 'e2' });
    const superseded = { outcome: { kind: 'blocked', reason: 'superseded' } };
    expect(await rollback(worse, on.deps)).toMatchObject(superseded);
    expect(on.door().awsAuth()).toEqual(written);
    expect((await on.status()).hold).toBeUndefined();

    // The run that may write undoes its own, however late: it was taken up again.
    await on.journal.releaseLease({ run: '20261124T081600000Z-next', execution: 'e2' });
    await on.open({ execution: 'e1' });
    expect(await rollback(worse, on.deps)).toMatchObject({ outcome: { kind: 'rolledBack' } });
  });

  it('a run of the days before is not carried out again: its task ends no hold, and owns nothing', async () => {
    const on = bench(OPS_ROW);
    const target = targetOf(await on.open(), on.clock().toISOString());
    on.now.at += 49 * 3_600_000;
    const admitted = await token(target, on.deps);
    const undone = { ...NOTHING_FOUND.changeSet, changes: [] };
    const hold = { by: 'run r', reason: 'rolledBack: x', at: '', undone };
    await on.journal.patchStatus(ONE.arn, { hold });
    await expect(apply(admitted, on.deps)).rejects.toThrow(/was opened at 2026-11-24.*start a new run/);
    expect(await on.status()).toEqual({ cluster: ONE.arn, hold });
  });

  it('adopts who is granted what they have: no guardrail asks for trust where nothing is written', async () => {
    const on = bench(OPS_ROW, { trustedAccounts: [] });
    expect(await visitForged(on, NO_LIES)).toBe('inSync');
    expect((await on.status()).owned).toEqual([owned(OPS)]);
  });
});
