import { describe, expect, it } from 'vitest';
import { bench, nextVisit, RUN, visit } from './bench.ts';
import { BASE, fleet, grant, OPS, OPS_ROW, owned, READ, row, WRITE } from './fleet.ts';

describe('Apply', () => {
  it('adds a row, keeps every other byte, and remembers whose it is', async () => {
    const made = bench();
    const ended = await visit(made);
    expect(ended.outcome).toEqual({ kind: 'changed', reason: '' });
    expect(JSON.parse(ended.facts)).toMatchObject({ add: 1, foreign: 3, newForeign: 0 });
    const text = made.door().awsAuth()?.['mapRoles'] ?? '';
    expect(text.startsWith(BASE)).toBe(true);
    expect(text).toContain(OPS);
    expect(await made.status()).toMatchObject({ owned: [owned(OPS)] });
    expect(await nextVisit(made, '20261124T080000Z-test-r2')).toMatchObject({ outcome: { kind: 'inSync' } });
    expect(made.door().writes).toBe(1);
  });

  it('makes the ConfigMap where there is none', async () => {
    const made = bench();
    const door = made.door().setAwsAuth(null);
    door.authenticationMode = 'API_AND_CONFIG_MAP';
    door.accessEntries = [READ, WRITE].map((principalArn) => ({ principalArn, groups: ['system:masters'] }));
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'changed' } });
    expect(made.door().awsAuth()?.['mapRoles']).toContain(OPS);
  });

  it('adopts a row that is as desired, with no write, and answers for it from then on', async () => {
    const made = bench(OPS_ROW);
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'inSync' } });
    expect(await made.status()).toMatchObject({ owned: [owned(OPS)] });
    made.catalog.store(fleet({ grants: [] }));
    expect(await nextVisit(made, '20261124T080000Z-test-r2')).toMatchObject({ outcome: { kind: 'changed' } });
    expect(made.door().awsAuth()?.['mapRoles']).toBe(BASE);
  });

  it('only tells in mode plan: with the read role, and nothing is adopted', async () => {
    const made = bench(OPS_ROW, {
      grants: [grant(), grant({ name: 'dev', principals: [{ roleName: 'Dev' }] })],
    });
    const since = made.clock().toISOString();
    made.world.untrusted.add(WRITE);
    const ended = await visit(made, { mode: 'plan' });
    expect(ended.outcome).toEqual({ kind: 'drifted', reason: '' });
    expect(JSON.parse(ended.facts)).toMatchObject({ add: 1, adopt: 1 });
    expect(await made.status()).toMatchObject({ driftSince: since });
    expect(await made.status()).not.toHaveProperty('owned');
    await nextVisit(made, '20261124T080000Z-test-r2', { mode: 'plan' });
    expect(await made.status()).toMatchObject({ driftSince: since });
    expect(made.door().writes).toBe(0);
  });

  it('ends a drift in the status once it is corrected', async () => {
    const made = bench();
    await visit(made, { mode: 'plan' });
    await nextVisit(made, '20261124T080000Z-test-r2');
    expect(await made.status()).not.toHaveProperty('driftSince');
  });

  it('tells foreign rows that are new, at every plan until an apply has told of them', async () => {
    const made = bench(OPS_ROW);
    await visit(made);
    const stranger = row('arn:aws:iam::111122223333:role/Stranger', 'stranger', 'system:masters');
    made.door().setAwsAuth({ mapRoles: `${BASE}${OPS_ROW}${stranger}` });
    const counts = async (run: string, mode: 'plan' | 'apply') =>
      JSON.parse((await nextVisit(made, run, { mode })).facts) as unknown;
    expect(await counts('20261124T080000Z-test-r2', 'plan')).toMatchObject({
      newForeign: 1,
      newPrivileged: 1,
      privileged: 1,
      foreign: 4,
    });
    expect(await counts('20261124T080000Z-test-r3', 'apply')).toMatchObject({ newForeign: 1 });
    expect(await counts('20261124T080000Z-test-r4', 'apply')).toMatchObject({ newForeign: 0, foreign: 4 });
    const finding = await made.finding('20261124T080000Z-test-r3');
    expect(finding?.newPrivileged).toEqual([
      { principal: 'arn:aws:iam::111122223333:role/Stranger', why: 'group system:masters' },
    ]);
  });

  describe('of who is privileged by rows that are not ours', () => {
    const arn = 'arn:aws:iam::666677778888:role/Backdoor';
    const backdoor = row(arn, 'admin', 'system:masters', 'system:bootstrappers');
    const privileged = [{ principal: arn, why: 'group system:masters' }];

    it('keeps the status for as long as it stands, by plans too, from the first look on', async () => {
      const made = bench(`${OPS_ROW}${backdoor}`);
      const first = await visit(made, { mode: 'plan' });
      expect(JSON.parse(first.facts)).toMatchObject({ newForeign: 0, newPrivileged: 1, privileged: 1 });
      expect(await made.finding(RUN, 'plan')).toMatchObject({
        newForeign: [],
        privileged,
        newPrivileged: privileged,
      });
      expect(await made.status()).toMatchObject({ privileged });
      const second = await nextVisit(made, '20261124T080000Z-test-r2', { mode: 'plan' });
      expect(JSON.parse(second.facts)).toMatchObject({ newPrivileged: 0, privileged: 1 });
      expect(await made.finding('20261124T080000Z-test-r2', 'plan')).toMatchObject({
        privileged,
        newPrivileged: [],
      });
      await nextVisit(made, '20261124T080000Z-test-r3');
      expect(await made.status()).toMatchObject({ privileged });
      made.door().setAwsAuth({ mapRoles: `${BASE}${OPS_ROW}` });
      await nextVisit(made, '20261124T080000Z-test-r4', { mode: 'plan' });
      expect(await made.status()).not.toHaveProperty('privileged');
    });

    it('does not forget it where the document cannot be read', async () => {
      const made = bench(`${OPS_ROW}${backdoor}`);
      made.door().creator = READ;
      await visit(made, { mode: 'plan' });
      made.door().setAwsAuth({ mapRoles: `${BASE}  broken: [` });
      await nextVisit(made, '20261124T080000Z-test-r2', { mode: 'plan' });
      expect(await made.status()).toMatchObject({ privileged });
    });

    it('names nobody that the catalog granted, no nodes, and not our own role that writes', async () => {
      const made = bench(OPS_ROW);
      await visit(made, { mode: 'plan' });
      expect(await made.status()).not.toHaveProperty('privileged');
    });

    it('names who takes our write group, or changes our own rows', async () => {
      const other = 'arn:aws:iam::111122223333:role/Other';
      const made = bench(`${OPS_ROW}${row(other, 'other', 'roster:write')}`);
      const base = made.door().awsAuth()?.['mapRoles'] ?? '';
      const changed = base.replace('- roster:read', '- roster:read\n    - roster:write');
      made.door().setAwsAuth({ mapRoles: changed });
      await visit(made, { mode: 'plan' });
      const why = 'group roster:write';
      expect(await made.status()).toMatchObject({
        privileged: [
          { principal: READ, why },
          { principal: other, why },
        ],
      });
    });
  });

  it('renews a lease that is about to end, just before the patch', async () => {
    const made = bench();
    const late = () => (made.now.at += 12 * 60_000);
    made.door().on({ call: 'readAwsAuth', when: 'after', times: 1, run: late });
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'changed' } });
    expect((await made.journal.readLease())?.until).toBe(new Date(made.now.at + 15 * 60_000).toISOString());
  });

  it('keeps the change set and the health from before a write', async () => {
    const made = bench();
    made.door().nodes = [{ name: 'n1', ready: true }];
    await visit(made);
    expect(await made.finding()).toMatchObject({
      changeSet: { changes: [{ op: 'add', after: { arn: OPS } }] },
      healthBefore: { nodes: { ready: ['n1'] } },
    });
    expect(await made.health()).toMatchObject({ nodes: { ready: ['n1'] } });
  });
});
