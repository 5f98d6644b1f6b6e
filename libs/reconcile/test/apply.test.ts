import { describe, expect, it } from 'vitest';
import { bench, nextVisit, RUN, visit } from './bench.ts';
import { BASE, fleet, grant, OPS, OPS_ROW, READ, row, WRITE } from './fleet.ts';

const key = OPS.toLowerCase();

describe('Apply', () => {
  it('adds a row, keeps every other byte, and remembers whose it is', async () => {
    const made = bench();
    const ended = await visit(made);
    expect(ended.outcome).toEqual({ kind: 'changed', reason: '' });
    expect(JSON.parse(ended.facts)).toMatchObject({ add: 1, foreign: 3, newForeign: 0 });
    const text = made.door().awsAuth()?.['mapRoles'] ?? '';
    expect(text.startsWith(BASE)).toBe(true);
    expect(text).toContain(OPS);
    expect(await made.status()).toMatchObject({ owned: [key] });
    expect(await nextVisit(made, 'r2')).toMatchObject({ outcome: { kind: 'inSync' } });
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
    expect(await made.status()).toMatchObject({ owned: [key] });
    made.catalog.store(fleet({ grants: [] }));
    expect(await nextVisit(made, 'r2')).toMatchObject({ outcome: { kind: 'changed' } });
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
    await nextVisit(made, 'r2', { mode: 'plan' });
    expect(await made.status()).toMatchObject({ driftSince: since });
    expect(made.door().writes).toBe(0);
  });

  it('ends a drift in the status once it is corrected', async () => {
    const made = bench();
    await visit(made, { mode: 'plan' });
    await nextVisit(made, 'r2');
    expect(await made.status()).not.toHaveProperty('driftSince');
  });

  it('tells foreign rows that are new, at every plan until an apply has told of them', async () => {
    const made = bench(OPS_ROW);
    await visit(made);
    const stranger = row('arn:aws:iam::111122223333:role/Stranger', 'stranger', 'system:masters');
    made.door().setAwsAuth({ mapRoles: `${BASE}${OPS_ROW}${stranger}` });
    const counts = async (run: string, mode: 'plan' | 'apply') =>
      JSON.parse((await nextVisit(made, run, { mode })).facts) as unknown;
    expect(await counts('r2', 'plan')).toMatchObject({ newForeign: 1, newMasters: 1, foreign: 4 });
    expect(await counts('r3', 'apply')).toMatchObject({ newForeign: 1 });
    expect(await counts('r4', 'apply')).toMatchObject({ newForeign: 0, foreign: 4 });
    const finding = await made.journal.getFinding('r3', made.door().arn);
    expect(finding?.newMasters).toEqual(['arn:aws:iam::111122223333:role/Stranger']);
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
    const finding = await made.journal.getFinding(RUN, made.door().arn);
    expect(finding).toMatchObject({
      changeSet: { changes: [{ op: 'add', after: { arn: OPS } }] },
      healthBefore: { nodes: { ready: ['n1'] } },
      healthAfter: { nodes: { ready: ['n1'] } },
    });
  });
});
