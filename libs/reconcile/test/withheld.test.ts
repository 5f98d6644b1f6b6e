import { RowCounts } from '@roster/workflow';
import { describe, expect, it } from 'vitest';
import { closeRun, gate } from '../src/index.ts';
import { bench, keyIn, nextVisit, RUN, visit, type Bench } from './bench.ts';
import { BASE, fleet, grant, NODES, OPS, OPS_ROW, owned, row } from './fleet.ts';

const LEAVER = 'arn:aws:iam::999999999999:role/Leaver';
const LEAVER_ROW = row(LEAVER, 'leaver', 'view');

/** A leaver to remove, a row to add, and the nodes' row, which is ours and which a guardrail keeps. */
async function mixed(): Promise<Bench> {
  const made = bench(LEAVER_ROW);
  await made.journal.patchStatus(made.door().arn, {
    owned: [owned(LEAVER, 'leavers'), owned(NODES, 'nodes')],
  });
  return made;
}

const text = (made: Bench) => made.door().awsAuth()?.['mapRoles'];

describe('a change that a guardrail refuses', () => {
  it('is withheld, and the others are written, proved and verified', async () => {
    const made = await mixed();
    const ended = await visit(made);
    expect(ended.outcome).toEqual({ kind: 'blocked', reason: 'node-rows' });
    expect(text(made)).toBe(`${BASE}${row(OPS, 'ops', 'system:masters')}`);
    expect(made.door().calls.nodes).toBe(2);
    expect(RowCounts.parse(JSON.parse(ended.facts))).toMatchObject({ add: 1, remove: 2, withheld: 1 });
    const finding = await made.finding();
    expect(finding).toMatchObject({
      changeSet: { changes: [{ op: 'add' }, { op: 'remove', cause: 'withdrawn', grants: ['leavers'] }] },
      withheld: [{ op: 'remove', before: { arn: NODES }, grants: ['nodes'] }],
      refusals: [{ rule: 'node-rows', principal: NODES.toLowerCase() }],
    });
  });

  it('stays with whom it was: a removal that is withheld stays ours, an addition is not', async () => {
    const made = await mixed();
    made.catalog.store(fleet({ trustedAccounts: [] }));
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'blocked', reason: 'node-rows' } });
    expect(text(made)).toBe(BASE);
    expect(await made.status()).toMatchObject({ owned: [owned(NODES, 'nodes')], withheld: 2 });
  });

  it('leaves the cluster drifted, and the next run withholds the same and writes nothing', async () => {
    const made = await mixed();
    const since = made.clock().toISOString();
    await visit(made);
    const writes = made.door().writes;
    expect(await nextVisit(made, '20261124T080000Z-test-r2')).toMatchObject({
      outcome: { kind: 'blocked', reason: 'node-rows' },
    });
    expect(made.door().writes).toBe(writes);
    const status = await made.status();
    expect(status).toMatchObject({ driftSince: since, withheld: 1 });
    expect(status.owned).toEqual([owned(OPS), owned(NODES, 'nodes')]);
  });

  it('is forgotten once it is allowed', async () => {
    const made = await mixed();
    await visit(made);
    const overrides = [{ rule: 'node-rows', reason: 'the nodes are gone' }];
    expect(await nextVisit(made, '20261124T080000Z-test-r2', { overrides })).toMatchObject({
      outcome: { kind: 'changed' },
    });
    const status = await made.status();
    expect(status).not.toHaveProperty('withheld');
    expect(status).not.toHaveProperty('driftSince');
    expect(status.owned).toEqual([owned(OPS)]);
  });

  it('is what a plan tells, with what an apply would write beside it', async () => {
    const made = await mixed();
    const ended = await visit(made, { mode: 'plan' });
    expect(ended.outcome).toEqual({ kind: 'blocked', reason: 'node-rows' });
    expect(made.door().writes).toBe(0);
    const finding = await made.journal.getFinding(keyIn(RUN, 'plan'));
    expect(finding?.changeSet.changes).toHaveLength(2);
    expect(finding?.withheld).toHaveLength(1);
    expect(await made.status()).toMatchObject({ owned: [owned(LEAVER, 'leavers'), owned(NODES, 'nodes')] });
  });

  it('does not hide that the cluster is unhealthy, and goes back with the rest of the write', async () => {
    const made = await mixed();
    made.door().nodes = [1, 2, 3, 4].map((name) => ({ name: `n${name}`, ready: true }));
    made.door().on({
      call: 'patchAwsAuth',
      when: 'after',
      times: 1,
      run: (door) => (door.nodes = door.nodes.map((node) => ({ ...node, ready: false }))),
    });
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'rolledBack', reason: 'nodesNotReady' } });
    expect(text(made)).toBe(`${BASE}${LEAVER_ROW}`);
    const status = await made.status();
    expect(status.owned).toEqual([owned(LEAVER, 'leavers'), owned(NODES, 'nodes')]);
    expect(status).not.toHaveProperty('withheld');
    // Only what was written was undone: the rest of the hold's list is not asked for by it.
    expect(status.hold?.undone?.changes.map(({ op }) => op)).toEqual(['add', 'remove']);
  });

  it('does not use up the failure budget', async () => {
    const made = await mixed();
    const progress = await made.open();
    await visit(made);
    const end = await gate(progress, made.deps);
    expect(end).toMatchObject({ next: 'close', failures: 0 });
    expect(await closeRun({ execution: 'e1', end }, made.deps)).toMatchObject({
      counts: { blocked: 1 },
      halted: false,
    });
  });

  it('withholds what the text cannot take for certain, and writes the rest', async () => {
    // Which of the two names counts is certain; which of them to change is not.
    const twice = `- rolearn: ${LEAVER}\n  username: leaver\n  UserName: leaver\n`;
    const renamed = grant({
      name: 'leavers',
      principals: [{ arn: LEAVER }],
      username: 'l',
      groups: ['view'],
    });
    const made = bench(twice, { grants: [grant(), renamed] });
    await made.journal.patchStatus(made.door().arn, { owned: [owned(LEAVER, 'leavers')] });
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'blocked', reason: 'uneditable' } });
    expect(text(made)).toBe(`${BASE}${twice}${OPS_ROW}`);
    expect((await made.status()).owned).toEqual([owned(OPS), owned(LEAVER, 'leavers')]);
  });
});

describe('a refusal that names no principal', () => {
  it('withholds everything: nothing is written, owned or adopted', async () => {
    const made = bench(OPS_ROW, { grants: [grant(), grant({ name: 'dev', principals: [{ arn: LEAVER }] })] });
    made.door().setAwsAuth({ mapRoles: `${BASE}${OPS_ROW}`, mapAccounts: '- [' });
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'blocked', reason: 'unparseable' } });
    expect(made.door().writes).toBe(0);
    expect(await made.status()).not.toHaveProperty('withheld');
  });
});
