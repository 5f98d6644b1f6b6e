import { describe, expect, it } from 'vitest';
import { closeRun, gate } from '../src/index.ts';
import { bench, nextVisit, targetOf, visit, way, type Bench } from './bench.ts';
import { BASE, cluster, fleet, grant, NODES, OPS, OPS_ROW, owned, READ, row, WRITE } from './fleet.ts';

const INTRUDER = 'arn:aws:iam::666666666666:role/Intruder';
const MASTER = row(INTRUDER, 'admin', 'system:masters');
const hold = { by: 'ann', reason: 'an upgrade', at: '2026-11-24T07:00:00.000Z' };

/** Every cluster of one step through its states and Record. */
async function throughAll(made: Bench, overrides: { rule: string; reason: string }[] = []) {
  const progress = await made.open({ overrides });
  for (const { shard } of progress.shards) {
    for (const { cluster: arn } of await made.journal.shardResults(shard)) {
      const target = { ...targetOf(progress, made.clock().toISOString(), arn), shard };
      await made.journal.record(await way(target, made.deps));
    }
  }
  return gate(progress, made.deps);
}

const rowsOf = (made: Bench, arn?: string) => made.door(arn).awsAuth()?.['mapRoles'] ?? '';

describe('a principal that is denied', () => {
  it('goes from 100 clusters in one run, though foreign and master, from two that are held too', async () => {
    const clusters = Array.from({ length: 100 }, (_, index) => cluster(`c${index}`));
    const made = bench(MASTER, { clusters, denied: [INTRUDER] });
    const held = [clusters[3]!.arn, clusters[77]!.arn];
    await made.journal.patchStatus(held[0]!, { hold });
    const undone = { changes: [addOps], foreign: [], owned: [], entries: [] };
    await made.journal.patchStatus(held[1]!, { hold: { ...hold, by: 'run r0', undone } });
    const end = await throughAll(made);
    expect(end).toMatchObject({ next: 'close', failures: 0 });
    for (const { arn } of clusters) {
      expect(rowsOf(made, arn)).not.toContain(INTRUDER);
      // The rest of a change set stays unwritten on a cluster that is held.
      expect(rowsOf(made, arn)).toBe(`${BASE}${held.includes(arn) ? '' : OPS_ROW}`);
    }
    expect(await closeRun({ execution: 'e1', end }, made.deps)).toMatchObject({
      counts: { changed: 98, blocked: 2 },
    });
    for (const arn of held) {
      expect(await made.status(arn)).toMatchObject({
        hold: { reason: 'an upgrade' },
        outcome: { kind: 'blocked', reason: 'held' },
      });
    }
  });

  it('is not read of on held clusters where nobody is denied', async () => {
    const made = bench();
    await made.journal.patchStatus(made.door().arn, { hold });
    await visit(made);
    expect(made.door().calls).not.toHaveProperty('readAwsAuth');
  });

  it('goes though it was granted and owned, and a grant gives it nothing any more', async () => {
    const made = bench(OPS_ROW, { denied: [OPS.replace('role/', 'role/team/')] });
    await made.journal.patchStatus(made.door().arn, { owned: [owned(OPS)] });
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'changed' } });
    expect(rowsOf(made)).toBe(BASE);
    expect((await made.finding())?.changeSet.changes).toMatchObject([
      { op: 'remove', cause: 'denied', grants: ['ops'] },
    ]);
    expect(await nextVisit(made, '20261124T080000Z-test-r2')).toMatchObject({ outcome: { kind: 'inSync' } });
  });

  it.each([
    ['our role that writes', WRITE, {}],
    ['our role that reads', READ, {}],
    ['who is protected', OPS, { protected: [OPS] }],
  ])('is never %s, whatever is overridden: it stays, and is reported', async (_name, arn, change) => {
    const made = bench(OPS_ROW, {
      denied: [arn],
      grants: [grant({ principals: [{ arn: NODES }] })],
      ...change,
    });
    made.catalog.store(fleet({ denied: [arn], grants: [], ...change }));
    const overrides = ['own-access', 'protected'].map((rule) => ({ rule, reason: 'an incident' }));
    const ended = await visit(made, { overrides });
    expect(ended).toMatchObject({ outcome: { kind: 'blocked', reason: 'denied-principals' } });
    expect(rowsOf(made)).toBe(`${BASE}${OPS_ROW}`);
    expect((await made.finding())?.refusals).toMatchObject([{ rule: 'denied-principals' }]);
  });

  describe('with an access entry', () => {
    const withEntry = (rows: string, change: Parameters<typeof bench>[1] = {}) => {
      const made = bench(rows, { denied: [INTRUDER.replace('role/', 'role/team/')], ...change });
      made.door().authenticationMode = 'API_AND_CONFIG_MAP';
      made.door().accessEntries = [{ principalArn: INTRUDER }];
      return made;
    };

    it('is reported for as long as the entry stands, though nothing is to be written', async () => {
      const made = withEntry(OPS_ROW);
      for (const mode of ['apply', 'plan'] as const) {
        const ended = await nextVisit(made, `20261124T080000Z-test-${mode}`, { mode });
        expect(ended).toMatchObject({ outcome: { kind: 'blocked', reason: 'deniedEntry' } });
        expect((await made.finding(`20261124T080000Z-test-${mode}`, mode))?.refusals).toMatchObject([
          { rule: 'deniedEntry', message: expect.stringContaining(`${INTRUDER} is denied`) as string },
        ]);
      }
      made.door().accessEntries = [];
      expect(await nextVisit(made, '20261124T080000Z-test-r3')).toMatchObject({
        outcome: { kind: 'inSync' },
      });
    });

    it('loses its row, the others get theirs, and it is not taken for done', async () => {
      const made = withEntry(MASTER);
      const ended = await visit(made);
      expect(ended).toMatchObject({ outcome: { kind: 'blocked', reason: 'deniedEntry' } });
      expect(rowsOf(made)).toBe(`${BASE}${OPS_ROW}`);
      expect((await made.status()).owned).toEqual([owned(OPS)]);
      expect(await made.status()).not.toHaveProperty('withheld');
    });

    it('and who is protected, is to be taken out of the list', async () => {
      const made = withEntry(OPS_ROW, { protected: [INTRUDER] });
      await visit(made);
      expect((await made.finding())?.refusals[0]?.message).toContain('take it out of "denied"');
    });
  });

  it('is reported where its account is in mapAccounts: without a row it still comes in', async () => {
    const made = bench(MASTER, { denied: [INTRUDER] });
    made.door().setAwsAuth({ mapRoles: `${BASE}${MASTER}`, mapAccounts: '- "666666666666"\n' });
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'blocked', reason: 'deniedAccount' } });
    expect(rowsOf(made)).toBe(`${BASE}${OPS_ROW}`);
    made.door().setAwsAuth({ mapRoles: rowsOf(made), mapAccounts: '- "111122223333"\n' });
    expect(await nextVisit(made, '20261124T080000Z-test-r2')).toMatchObject({ outcome: { kind: 'inSync' } });
  });

  it('that a deployment protects stays, though the catalog does not know of it', async () => {
    const made = bench(MASTER, { denied: [INTRUDER], grants: [] });
    const deps = { ...made.deps, limits: { protected: [INTRUDER] } };
    const ended = await way(targetOf(await made.open(), made.clock().toISOString()), deps);
    expect(ended).toMatchObject({ outcome: { kind: 'blocked', reason: 'denied-principals' } });
    expect(rowsOf(made)).toContain(INTRUDER);
  });

  it('does not come back though its removal did harm, and what was undone before is still kept away', async () => {
    const made = bench(MASTER, { denied: [INTRUDER] });
    const undone = { changes: [addOps], foreign: [], owned: [], entries: [] };
    await made.journal.patchStatus(made.door().arn, { hold: { ...hold, by: 'run r0', undone } });
    made.door().nodes = [1, 2, 3, 4].map((name) => ({ name: `n${name}`, ready: true }));
    made.door().on({
      call: 'patchAwsAuth',
      when: 'after',
      times: 1,
      run: (door) => (door.nodes = door.nodes.map((node) => ({ ...node, ready: false }))),
    });
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'failed', reason: 'putBackRefused' } });
    expect(rowsOf(made)).toBe(BASE);
    expect((await made.status()).hold?.undone?.changes.map(({ op }) => op)).toContain('add');
  });

  it('goes though its removal was undone before, and the cluster is held for that', async () => {
    const leaver = grant({
      name: 'leaver',
      principals: [{ arn: INTRUDER }],
      username: 'x',
      groups: ['view'],
    });
    const made = bench('', { grants: [grant(), leaver] });
    await visit(made);
    made.catalog.store(fleet());
    const nodes = (ready: boolean) => ['a', 'b', 'c'].map((name) => ({ name, ready }));
    made.door().nodes = nodes(true);
    const fall = () => void (made.door().nodes = nodes(false));
    made.door().on({ call: 'patchAwsAuth', when: 'after', times: 1, run: fall });
    expect(await nextVisit(made, '20261124T080000Z-test-r2')).toMatchObject({
      outcome: { kind: 'rolledBack' },
    });
    expect(rowsOf(made)).toContain(INTRUDER);
    made.door().nodes = nodes(true);
    expect(await nextVisit(made, '20261124T080000Z-test-r3')).toMatchObject({
      outcome: { kind: 'blocked', reason: 'held' },
    });
    expect(rowsOf(made)).toContain(INTRUDER);

    made.catalog.store(fleet({ denied: [INTRUDER] }));
    await nextVisit(made, '20261124T080000Z-test-r4');
    expect(rowsOf(made)).toBe(`${BASE}${OPS_ROW}`);
    // Nothing that was undone is asked for any more.
    expect(await nextVisit(made, '20261124T080000Z-test-r5')).toMatchObject({ outcome: { kind: 'inSync' } });
    expect(await made.status()).not.toHaveProperty('hold');
    expect((await made.status()).owned).toEqual([owned(OPS)]);
  });
});

const addOps = {
  op: 'add',
  principal: OPS.toLowerCase(),
  list: 'mapRoles',
  after: { arn: OPS, username: 'ops', groups: ['system:masters'] },
} as const;
