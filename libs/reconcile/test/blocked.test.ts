import { describe, expect, it } from 'vitest';
import { bench, firstOf, nextVisit, RUN, targetOf, visit, way, type Bench } from './bench.ts';
import { BASE, NODES, OPS, OPS_ROW, WRITE, fleet, grant, owned } from './fleet.ts';

/** Clusters that are blocked, by the reason: how they come to be. */
const BLOCKED: Record<string, () => Promise<Bench> | Bench> = {
  authenticationMode: () => {
    const made = bench();
    made.door().authenticationMode = 'API';
    made.door().accessEntries = [{ principalArn: made.world.caller }, ...entries];
    return made;
  },
  held: async () => {
    const made = bench();
    await made.journal.patchStatus(made.door().arn, { hold: { by: 'me', reason: 'look', at: '' } });
    return made;
  },
  shadowed: () => {
    const made = bench(OPS_ROW);
    made.door().authenticationMode = 'API_AND_CONFIG_MAP';
    made.door().accessEntries = [{ principalArn: OPS.replace('role/', 'role/team/') }];
    return made;
  },
  superseded: () => {
    const made = bench();
    const loses = () => void made.journal.releaseLease(firstOf());
    made.door().on({ call: 'nodes', when: 'after', run: loses });
    return made;
  },
  'own-access': async () => {
    const made = bench(OPS_ROW);
    await made.journal.patchStatus(made.door().arn, { owned: [owned(WRITE)] });
    return made;
  },
  'node-rows': async () => {
    const made = bench(OPS_ROW);
    await made.journal.patchStatus(made.door().arn, { owned: [owned(NODES)] });
    return made;
  },
  protected: async () => {
    const made = bench(OPS_ROW, { grants: [], protected: [OPS] });
    await made.journal.patchStatus(made.door().arn, { owned: [owned(OPS)] });
    return made;
  },
  'trusted-accounts': () => bench('', { trustedAccounts: [] }),
  unparseable: () => {
    const made = bench();
    made.door().setAwsAuth({ mapRoles: `${BASE}  broken: [` });
    made.door().creator = WRITE;
    return made;
  },
  immutable: () => {
    const made = bench();
    made.door().freezeAwsAuth();
    return made;
  },
  deleting: () => {
    const made = bench();
    made.door().deleting = true;
    return made;
  },
  size: () => bench(`# ${'x'.repeat(1024 * 1024 - BASE.length - 40)}\n`),
  admission: () => {
    const made = bench();
    made.door().admission = 'aws-auth is changed in Git alone';
    return made;
  },
  overtaken: () => {
    const made = bench();
    let writers = 0;
    made.door().on({
      call: 'patchAwsAuth',
      when: 'before',
      run: (door) => door.setAwsAuth({ mapRoles: `${BASE}# writer ${(writers += 1)}\n` }),
    });
    return made;
  },
};
const entries = ['RosterRead', 'RosterWrite'].map((name) => ({
  principalArn: `arn:aws:iam::111122223333:role/${name}`,
  groups: ['system:masters'],
}));

describe('a cluster that is blocked', () => {
  it.each(Object.keys(BLOCKED))('%s: is told, and not written to', async (reason) => {
    const made = await BLOCKED[reason]!();
    if (reason === 'unparseable') made.door().creator = 'arn:aws:iam::111122223333:role/RosterRead';
    const ended = await visit(made).catch((error: unknown) => error);
    if (reason === 'unparseable') {
      // Without any row the write role is a stranger; the creator alone still gets in, as in mode plan.
      expect(ended).toMatchObject({ outcome: { kind: 'denied', reason: 'refused' } });
      const plan = await nextVisit(made, '20261124T080000Z-test-r2', { mode: 'plan' });
      expect(plan.outcome).toEqual({ kind: 'blocked', reason });
    } else {
      expect(ended).toMatchObject({ outcome: { kind: 'blocked', reason } });
    }
    expect(made.door().writes).toBe(0);
  });

  it('is in sync though it is immutable, where nothing is to be written; a plan tells where something is', async () => {
    const right = bench(OPS_ROW);
    right.door().freezeAwsAuth();
    expect(await visit(right)).toMatchObject({ outcome: { kind: 'inSync' } });
    const wrong = await BLOCKED['immutable']!();
    expect(await visit(wrong, { mode: 'plan' })).toMatchObject({
      outcome: { kind: 'blocked', reason: 'immutable' },
    });
    wrong.door().setAwsAuth(null).setAwsAuth({ mapRoles: BASE });
    expect(await nextVisit(wrong, '20261124T080000Z-test-r2')).toMatchObject({
      outcome: { kind: 'changed' },
    });
  });

  it.each(['deleting', 'size'])('by %s is so in a plan too', async (reason) => {
    const made = await BLOCKED[reason]!();
    expect(await visit(made, { mode: 'plan' })).toMatchObject({ outcome: { kind: 'blocked', reason } });
  });

  it('by the deletion of aws-auth is so though nothing is to be written; by its size it is not', async () => {
    const going = bench(OPS_ROW);
    going.door().deleting = true;
    expect(await visit(going)).toMatchObject({ outcome: { kind: 'blocked', reason: 'deleting' } });
    const full = bench(`${OPS_ROW}# ${'x'.repeat(1024 * 1024 - BASE.length - OPS_ROW.length - 3)}\n`);
    expect(await visit(full)).toMatchObject({ outcome: { kind: 'inSync' } });
  });

  it('by its size still loses who has left, and who is denied', async () => {
    const [leaver, intruder] = ['Leaver', 'Intruder'].map((name) => `arn:aws:iam::999999999999:role/${name}`);
    const gone = [leaver, intruder].map((arn) => `- rolearn: ${arn}\n  username: x\n`).join('');
    const grants = [grant({ groups: ['a'.repeat(300)] })];
    const made = bench('', { grants, denied: [intruder!] });
    const filler = `# ${'x'.repeat(1024 * 1024 - BASE.length - gone.length - 3)}\n`;
    made.door().setAwsAuth({ mapRoles: `${BASE}${gone}${filler}` });
    await made.journal.patchStatus(made.door().arn, { owned: [owned(leaver!)] });
    const ended = await visit(made);
    expect(ended).toMatchObject({ outcome: { kind: 'blocked', reason: 'size' } });
    expect(made.door().awsAuth()?.['mapRoles']).toBe(`${BASE}${filler}`);
    expect(await made.status()).toMatchObject({ owned: [] });
    expect((await made.finding())?.withheld).toMatchObject([{ op: 'add' }]);
  });

  it('by admission keeps what the server says with its finding, and another delivery ends as the first', async () => {
    const made = await BLOCKED['admission']!();
    const target = targetOf(await made.open(), made.clock().toISOString());
    for (const delivery of ['first', 'second']) {
      expect(await way(target, made.deps), delivery).toMatchObject({
        outcome: { kind: 'blocked', reason: 'admission' },
      });
      const refusals = [{ rule: 'admission', message: expect.stringContaining('Git alone') as unknown }];
      expect(await made.finding()).toMatchObject({ refusals });
    }
    expect(made.door().writes).toBe(0);
    made.door().admission = undefined;
    expect(await nextVisit(made, '20261124T080000Z-test-r2')).toMatchObject({ outcome: { kind: 'changed' } });
  });

  it('keeps the messages of the guardrail, and passes over it when a run says so', async () => {
    const made = await BLOCKED['node-rows']!();
    await visit(made);
    const finding = await made.finding();
    expect(finding?.refusals).toMatchObject([{ rule: 'node-rows' }]);
    const overrides = [{ rule: 'node-rows', reason: 'the nodes are gone' }];
    expect(await nextVisit(made, '20261124T080000Z-test-r2', { overrides })).toMatchObject({
      outcome: { kind: 'changed' },
    });
    const passed = await made.finding('20261124T080000Z-test-r2');
    expect(passed).toMatchObject({ refusals: [], overridden: overrides });
  });

  it('pauses with jitter between its four tries against other writers', async () => {
    const made = await BLOCKED['overtaken']!();
    await visit(made);
    expect(made.pauses).toEqual([100, 200, 300]);
    expect(made.door().calls.patchAwsAuth).toBe(4);
  });

  it('writes the row of a shadowed grant as any other, and is blocked when nothing is left to write', async () => {
    const made = await BLOCKED['shadowed']!();
    made.door().setAwsAuth({ mapRoles: BASE });
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'changed' } });
    expect(await nextVisit(made, '20261124T080000Z-test-r2')).toMatchObject({
      outcome: { kind: 'blocked', reason: 'shadowed' },
    });
    expect((await made.finding('20261124T080000Z-test-r2'))?.shadowed).toEqual([OPS]);
  });

  it('counts as drifted since the first look', async () => {
    const made = await BLOCKED['node-rows']!();
    const since = made.clock().toISOString();
    await visit(made);
    await nextVisit(made, '20261124T080000Z-test-r2');
    expect(await made.status()).toMatchObject({ driftSince: since });
  });

  it('is ended at once where its rows do not fit into an item', async () => {
    const groups = Array.from({ length: 30_000 }, (_, index) => `${Math.sin(index)}${Math.cos(index)}`);
    const made = bench('', { grants: [grant({ groups })] });
    made.catalog.store(fleet({ grants: [grant({ groups })] }));
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'blocked', reason: 'size' } });
    expect(made.door().calls).toEqual({});
  });
});

describe('a write that meets another writer', () => {
  it('is merged again, and keeps what the other wrote', async () => {
    const made = bench();
    const other = (door: ReturnType<Bench['door']>) => door.setAwsAuth({ mapRoles: `${BASE}# theirs\n` });
    made.door().on({ call: 'patchAwsAuth', when: 'before', times: 1, run: other });
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'changed' } });
    const text = made.door().awsAuth()?.['mapRoles'] ?? '';
    expect(text).toContain('# theirs');
    expect(text).toContain(OPS);
    // The snapshot is of the state that was replaced, not of the one before the conflict.
    const intent = await made.journal.getWrite(RUN, made.door().arn, false);
    expect(intent?.snapshot?.data['mapRoles']).toContain('# theirs');
  });
});
