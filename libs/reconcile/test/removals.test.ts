import type { Fleet } from '@roster/access';
import type { RunInput } from '@roster/workflow';
import { describe, expect, it } from 'vitest';
import { bench, nextVisit, RUN, targetOf, visit, way, type Bench } from './bench.ts';
import { BASE, cluster, fleet, grant, OPS, OPS_ROW, row } from './fleet.ts';

const EXCLUSIVE = [{ clusters: {}, mode: 'exclusive' as const }];
const stranger = (index: number) => `arn:aws:iam::666666666666:role/Stranger${index}`;
const strangers = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => row(stranger(from + index), 'x', 'view')).join('');

/** A cluster that is exclusive, with its grant in place and strangers beside it. */
const exclusive = (count: number, change: Partial<Fleet> = {}) =>
  bench(`${OPS_ROW}${strangers(count)}`, { ownership: EXCLUSIVE, ...change });

const rowsOf = (made: Bench) => made.door().awsAuth()?.['mapRoles'] ?? '';
const blocked = { outcome: { kind: 'blocked', reason: 'removals' } };

/** The next run, which somebody has decided. */
const decided = (made: Bench, run: string, expectRemovals: number, input: Partial<RunInput> = {}) =>
  nextVisit(made, run, { expectRemovals, ...input });

describe('the first apply under exclusive', () => {
  it('removes nothing before somebody has decided it, and writes everything else', async () => {
    const made = bench(strangers(2), { ownership: EXCLUSIVE });
    const ended = await visit(made);
    expect(ended).toMatchObject(blocked);
    expect(rowsOf(made)).toBe(`${BASE}${strangers(2)}${OPS_ROW}`);
    expect(JSON.parse(ended.facts)).toMatchObject({ add: 1, remove: 2, withheld: 2, undecided: 2 });
    // However often it runs.
    expect(await nextVisit(made, '20261124T080000Z-test-r2')).toMatchObject(blocked);
    expect(rowsOf(made)).toContain(stranger(1));
  });

  it('removes what is decided by its number, and from then on what appears, within the limit', async () => {
    const made = exclusive(2);
    await visit(made, { mode: 'plan' });
    expect(await decided(made, '20261124T080000Z-test-r2', 2)).toMatchObject({
      outcome: { kind: 'changed' },
    });
    expect(rowsOf(made)).toBe(`${BASE}${OPS_ROW}`);
    made.door().setAwsAuth({ mapRoles: `${rowsOf(made)}${strangers(5)}` });
    expect(await nextVisit(made, '20261124T080000Z-test-r3')).toMatchObject({ outcome: { kind: 'changed' } });
    made.door().setAwsAuth({ mapRoles: `${rowsOf(made)}${strangers(6)}` });
    expect(await nextVisit(made, '20261124T080000Z-test-r4')).toMatchObject(blocked);
    expect(rowsOf(made)).toContain(stranger(5));
    expect(await decided(made, '20261124T080000Z-test-r5', 6)).toMatchObject({
      outcome: { kind: 'changed' },
    });
  });

  it('keeps our own way in, which no grant asks for', async () => {
    const made = exclusive(1);
    await visit(made);
    await decided(made, '20261124T080000Z-test-r2', 1);
    expect(rowsOf(made)).toBe(`${BASE}${OPS_ROW}`);
  });

  it('has nothing to decide where there is nothing foreign: what appears goes', async () => {
    const made = exclusive(0);
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'inSync' } });
    made.door().setAwsAuth({ mapRoles: `${rowsOf(made)}${strangers(1)}` });
    expect(await nextVisit(made, '20261124T080000Z-test-r2')).toMatchObject({ outcome: { kind: 'changed' } });
  });

  it('is not over while another rule withholds the removal: nobody has decided it yet', async () => {
    // What would have to move to the row that stays holds a tag, which no edit keeps for certain.
    const kept = `- rolearn: ${stranger(9)}\n  username: y\n  groups: *g\n`;
    const tagged = `- rolearn: ${stranger(0)}\n  username: x\n  groups: &g [!!binary eA==]\n${kept}`;
    const made = bench(`${OPS_ROW}${tagged}`, { ownership: EXCLUSIVE, protected: [stranger(9)] });
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'blocked', reason: 'uneditable' } });
    expect(await made.status()).not.toHaveProperty('exclusiveSince');
    made.door().setAwsAuth({ mapRoles: `${BASE}${OPS_ROW}${strangers(1)}` });
    expect(await nextVisit(made, '20261124T080000Z-test-r2')).toMatchObject(blocked);
    expect(rowsOf(made)).toContain(stranger(0));
  });

  it('is the first again where the cluster was in merge meanwhile', async () => {
    const made = exclusive(0);
    await visit(made);
    made.catalog.store(fleet());
    await nextVisit(made, '20261124T080000Z-test-r2');
    expect(await made.status()).not.toHaveProperty('exclusiveSince');
    made.door().setAwsAuth({ mapRoles: `${rowsOf(made)}${strangers(1)}` });
    made.catalog.store(fleet({ ownership: EXCLUSIVE }));
    expect(await nextVisit(made, '20261124T080000Z-test-r3')).toMatchObject(blocked);
  });
});

describe('a decision', () => {
  it('whose removals did harm and came back leaves the status of what stands again', async () => {
    const master = row(stranger(9), 'admin', 'system:masters');
    const made = bench(`${OPS_ROW}${master}`, { ownership: EXCLUSIVE });
    await visit(made, { mode: 'plan' });
    const nodes = (ready: boolean) => ['a', 'b', 'c'].map((name) => ({ name, ready }));
    made.door().nodes = nodes(true);
    const fall = () => void (made.door().nodes = nodes(false));
    made.door().on({ call: 'patchAwsAuth', when: 'after', times: 1, run: fall });
    expect(await decided(made, '20261124T080000Z-test-r2', 1)).toMatchObject({
      outcome: { kind: 'rolledBack' },
    });
    expect(rowsOf(made)).toBe(`${BASE}${OPS_ROW}${master}`);
    const status = await made.status();
    expect(status.privileged).toContainEqual({ principal: stranger(9), why: 'group system:masters' });
    expect(status.foreignAccess?.map(({ arn }) => arn)).toContain(stranger(9));
  });

  it.each([1, 3, 0])(
    'that says %i where 2 are foreseen opens no run, and names the number',
    async (given) => {
      const made = exclusive(2);
      await visit(made);
      await made.journal.releaseLease({ run: RUN, execution: 'e1' });
      const opening = made.open({ run: '20261124T080000Z-test-r2', execution: 'e2', expectRemovals: given });
      await expect(opening).rejects.toMatchObject({
        name: 'BadInputFault',
        message: expect.stringContaining('apply with --expect-removals 2') as string,
      });
      expect(await made.journal.getRun({ run: '20261124T080000Z-test-r2', mode: 'apply' })).toBeUndefined();
    },
  );

  it('is about the sum over the clusters of the run, and is recorded with it', async () => {
    const clusters = ['one', 'two', 'three'].map((name) => cluster(name));
    const made = exclusive(2, { clusters });
    const progress = await made.open({ mode: 'plan' });
    for (const { arn } of clusters) await way(targetOf(progress, made.clock().toISOString(), arn), made.deps);
    await made.open({ run: '20261124T080000Z-test-r2', execution: 'e2', expectRemovals: 6 });
    expect(await made.journal.getRun({ run: '20261124T080000Z-test-r2', mode: 'apply' })).toMatchObject({
      expectRemovals: 6,
    });
  });

  it('does not cover what has come since: the cluster that would remove more withholds it', async () => {
    const made = exclusive(2);
    await visit(made, { mode: 'plan' });
    made.door().setAwsAuth({ mapRoles: `${rowsOf(made)}${strangers(1, 2)}` });
    expect(await decided(made, '20261124T080000Z-test-r2', 2)).toMatchObject(blocked);
    expect(rowsOf(made)).toContain(stranger(0));
    expect((await made.finding('20261124T080000Z-test-r2'))?.refusals[0]?.message).toContain(
      '2 were foreseen',
    );
    // What is foreseen is what was seen last.
    expect(await decided(made, '20261124T080000Z-test-r3', 3)).toMatchObject({
      outcome: { kind: 'changed' },
    });
  });

  it('is no matter of a run that looks, or of a cluster that nobody has looked at', async () => {
    const made = exclusive(2);
    await expect(made.open({ mode: 'plan', expectRemovals: 2 })).rejects.toThrow(/is for mode apply/);
    await expect(made.open({ expectRemovals: 2 })).rejects.toThrow(/with --expect-removals 0/);
  });
});

describe('other removals that no push decided', () => {
  it('of files that prune: many wait, and the ones that a push withdrew do not', async () => {
    const grants = Array.from({ length: 8 }, (_, index) =>
      grant({ name: `g${index}`, principals: [{ arn: stranger(index) }], username: 'x', groups: ['view'] }),
    );
    const made = bench('', { grants: [grant(), ...grants] });
    await visit(made);
    made.catalog.store(fleet());
    expect(await nextVisit(made, '20261124T080000Z-test-r2', { prune: true })).toMatchObject(blocked);
    expect(
      await nextVisit(made, '20261124T080000Z-test-r3', { prune: true, expectRemovals: 8 }),
    ).toMatchObject({
      outcome: { kind: 'changed' },
    });
    expect(rowsOf(made)).toBe(`${BASE}${OPS_ROW}`);
    made.catalog.store(fleet({ grants: [grant(), ...grants] }));
    await nextVisit(made, '20261124T080000Z-test-r4');
    made.catalog.store(fleet({ grants: [] }));
    expect(await nextVisit(made, '20261124T080000Z-test-r5')).toMatchObject({ outcome: { kind: 'changed' } });
    expect(rowsOf(made)).toBe(BASE);
  });

  it('of files: none without --prune, though their own grants give less; with it many wait', async () => {
    const grants = Array.from({ length: 8 }, (_, index) =>
      grant({ name: `g${index}`, principals: [{ arn: stranger(index) }], username: 'x', groups: ['view'] }),
    );
    const made = bench('', { grants: [grant(), ...grants] });
    await visit(made);
    // A label that is misspelt: the grants are in the files still, and match nothing.
    const missing = grants.map((one) => ({ ...one, clusters: { matchLabels: { env: 'prdo' } } }));
    made.catalog.store(fleet({ grants: [grant(), ...missing] }));
    expect(await nextVisit(made, '20261124T080000Z-test-r2', { prune: false })).toMatchObject({
      outcome: { kind: 'inSync' },
    });
    expect(await nextVisit(made, '20261124T080000Z-test-r3', { prune: true })).toMatchObject(blocked);
    expect(rowsOf(made)).toContain(stranger(7));
    expect(
      await nextVisit(made, '20261124T080000Z-test-r4', { prune: true, expectRemovals: 8 }),
    ).toMatchObject({ outcome: { kind: 'changed' } });
    expect(rowsOf(made)).toBe(`${BASE}${OPS_ROW}`);
  });

  it('of grants that take groups from foreign access: many wait, and stay foreign', async () => {
    const wide = Array.from({ length: 6 }, (_, index) => row(stranger(index), 'x', 'view', 'edit')).join('');
    const grants = Array.from({ length: 6 }, (_, index) =>
      grant({ name: `g${index}`, principals: [{ arn: stranger(index) }], username: 'x', groups: ['view'] }),
    );
    const made = bench(`${OPS_ROW}${wide}`, { grants: [grant(), ...grants] });
    expect(await visit(made)).toMatchObject(blocked);
    const status = await made.status();
    expect(status.owned?.map(({ principal }) => principal)).toEqual([OPS.toLowerCase()]);
    expect(status.foreignAccess).toHaveLength(9);
    expect(await decided(made, '20261124T080000Z-test-r2', 6)).toMatchObject({
      outcome: { kind: 'changed' },
    });
  });
});
