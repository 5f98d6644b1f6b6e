import fc from 'fast-check';
import { GUARDRAILS, matchIdentity, readAwsAuth, type AwsAuthData, type Limits } from '@roster/access';
import { isFault } from '@roster/workflow';
import { describe, expect, it } from 'vitest';
import type { ClusterTask } from '../src/index.ts';
import { apply, rollback, token, verify } from '../src/index.ts';
import { bench, isRetried, ONE, RUN, targetOf, type Bench } from './bench.ts';
import { forged, STRANGER, type Forged } from './forged.ts';
import { NODES, OPS, OPS_ROW, READ, row, WRITE } from './fleet.ts';

// What other workers may put into the journal stands in infra/src/control-plane/table-access.ts: tasks, lines and
// headers (OpenRun), findings, what the status knows of foreign rows. Not what is owned, a hold, or a write's snapshot.

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

async function putForged(on: Bench, task: ClusterTask, { finding, status }: Forged): Promise<void> {
  await on.journal.putTasks([{ task, was: '', since: '' }]);
  if (finding !== undefined) await on.journal.putFinding(RUN, ONE.arn, finding);
  await on.journal.patchStatus(ONE.arn, status);
}

/** The states of one cluster, with what is forged put in between all of them; what it ended as. */
async function visitForged(on: Bench, lies: Forged): Promise<string> {
  const target = targetOf(await on.open(), on.clock().toISOString());
  const honest = await on.journal.getTask(RUN, ONE.arn);
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
    const kept = matchIdentity(is, arn);
    expect(kept?.groups).toEqual(expect.arrayContaining([...(matchIdentity(was, arn)?.groups ?? [])]));
  }
  const masters = [...is.roles, ...is.users].filter(({ groups }) => groups.includes('system:masters'));
  const accounts = new Set(masters.map(({ arn }) => arn.split(':')[4]));
  expect([...accounts].filter((account) => account !== '111122223333' && account !== '999999999999')).toEqual(
    [],
  );
}

describe('whatever other workers put into the journal', () => {
  it('passes the guardrails as the stack fixes them, or is not written', async () => {
    const ends: Record<string, number> = {};
    const property = fc.asyncProperty(forged(KEPT), async (lies) => {
      const on = made(LIMITS);
      const before = on.door().awsAuth() ?? {};
      const end = await visitForged(on, lies);
      ends[end] = (ends[end] ?? 0) + 1;
      expectSafe(before, on.door().awsAuth() ?? {});
    });
    await fc.assert(property, { numRuns: 1_000, seed: 20261124 });
    // It proves something of writes only if there were some, and of guardrails if they refused some.
    expect(ends).toMatchObject({
      changed: expect.any(Number) as number,
      blocked: expect.any(Number) as number,
      rolledBack: expect.any(Number) as number,
    });
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
      const lies: Forged = {
        task: { ...task, overrides: ALL },
        finding: undefined,
        status: {},
        since: 'Apply',
      };
      const on = made(LIMITS);
      expect(await visitForged(on, lies)).toBe('blocked');
      const finding = await on.journal.getFinding(RUN, ONE.arn);
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
    const honest = await on.journal.getTaskAndFinding(RUN, ONE.arn);
    const journal = Object.assign(Object.create(on.journal) as typeof on.journal, {
      getTaskAndFinding: () => Promise.resolve({ ...honest, task: { ...honest!.task, ...task } }),
    });
    await expect(apply(admitted, { ...on.deps, journal })).rejects.toThrow('is one of');
  });

  it('adopts who is granted what they have: no guardrail asks for trust where nothing is written', async () => {
    const on = bench(OPS_ROW, { trustedAccounts: [] });
    const lies: Forged = { task: {}, finding: undefined, status: {}, since: 'Apply' };
    expect(await visitForged(on, lies)).toBe('inSync');
    expect((await on.status()).owned).toEqual([OPS.toLowerCase()]);
  });
});
