import { describe, expect, it } from 'vitest';
import { bench, nextVisit, visit, type Bench } from './bench.ts';
import { BASE, fleet, OPS, OPS_ROW, owned, row } from './fleet.ts';

/** A run that died for good right after its patch: the status has not heard of what is owned. */
async function diedAfterPatch(): Promise<Bench> {
  const made = bench();
  const dies = () => {
    throw new Error('the process died');
  };
  made.door().on({ call: 'patchAwsAuth', when: 'after', times: 1, run: dies });
  await expect(visit(made)).rejects.toThrow('died');
  expect(await made.status()).not.toHaveProperty('owned');
  return made;
}

const withdrawn = (made: Bench) => made.catalog.store(fleet({ grants: [] }));

describe('who owns a row, when the run that wrote it died', () => {
  it('is derived from its write: the row goes when the grant goes', async () => {
    const made = await diedAfterPatch();
    withdrawn(made);
    expect(await nextVisit(made, '20261124T080000Z-test-r2')).toMatchObject({ outcome: { kind: 'changed' } });
    expect(made.door().awsAuth()?.['mapRoles']).toBe(BASE);
  });

  it('is derived row by row when someone else has written since', async () => {
    const made = await diedAfterPatch();
    const text = made.door().awsAuth()?.['mapRoles'] ?? '';
    made.door().setAwsAuth({ mapRoles: `${text}# theirs\n` });
    withdrawn(made);
    await nextVisit(made, '20261124T080000Z-test-r2');
    expect(made.door().awsAuth()?.['mapRoles']).toBe(`${BASE}# theirs\n`);
  });

  it('is not us, when the row is another than was written', async () => {
    const made = await diedAfterPatch();
    made.door().setAwsAuth({ mapRoles: `${BASE}${row(OPS, 'someone', 'view')}` });
    withdrawn(made);
    expect(await nextVisit(made, '20261124T080000Z-test-r2')).toMatchObject({ outcome: { kind: 'inSync' } });
    expect(made.door().awsAuth()?.['mapRoles']).toContain('someone');
  });

  it('is not us, when the write has not landed', async () => {
    const made = await diedAfterPatch();
    made.door().setAwsAuth({ mapRoles: BASE });
    withdrawn(made);
    await nextVisit(made, '20261124T080000Z-test-r2');
    expect(await made.status()).toMatchObject({ owned: [] });
  });
});

describe('a hold that a rollback left', () => {
  const rolledBack = async () => {
    const made = bench('', { rollout: { waves: [], failureBudget: { count: 1 } } });
    const nodes = (ready: boolean) => ['a', 'b', 'c'].map((name) => ({ name, ready }));
    made.door().nodes = nodes(true);
    made
      .door()
      .on({ call: 'patchAwsAuth', when: 'after', times: 1, run: (door) => (door.nodes = nodes(false)) });
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'rolledBack', reason: 'nodesNotReady' } });
    made.door().nodes = nodes(true);
    return made;
  };

  it("keeps the change away for as long as a revision asks for it, and the rows are nobody's", async () => {
    const made = await rolledBack();
    expect(await made.status()).toMatchObject({ owned: [], hold: { reason: 'rolledBack: nodesNotReady' } });
    expect(await nextVisit(made, '20261124T080000Z-test-r2')).toMatchObject({
      outcome: { kind: 'blocked', reason: 'held' },
    });
    expect(await nextVisit(made, '20261124T080000Z-test-r3', { mode: 'plan' })).toMatchObject({
      outcome: { kind: 'blocked', reason: 'held' },
    });
    expect(made.door().awsAuth()?.['mapRoles']).toBe(BASE);
  });

  it('ends with a revision that no longer asks for it', async () => {
    const made = await rolledBack();
    withdrawn(made);
    expect(await nextVisit(made, '20261124T080000Z-test-r2')).toMatchObject({ outcome: { kind: 'inSync' } });
    expect(await made.status()).not.toHaveProperty('hold');
  });

  it("does not take the place of a person's", async () => {
    const made = bench();
    const hold = { by: 'me', reason: 'look', at: '' };
    const fall = async () => made.journal.patchStatus(made.door().arn, { hold });
    made.door().nodes = [1, 2].map((name) => ({ name: `n${name}`, ready: true }));
    made.door().on({
      call: 'patchAwsAuth',
      when: 'after',
      times: 1,
      run: (door) => {
        door.nodes = door.nodes.map((node) => ({ ...node, ready: false }));
        void fall();
      },
    });
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'rolledBack' } });
    expect(await made.status()).toMatchObject({ hold });
  });
});

describe('Rollback', () => {
  it('leaves what someone else has written since', async () => {
    const made = bench();
    made.door().nodes = [1, 2].map((name) => ({ name: `n${name}`, ready: true }));
    made.door().on({
      call: 'whoAmI',
      when: 'before',
      run: (door) => {
        if (door.writes === 0) return;
        door.nodes = door.nodes.map((node) => ({ ...node, ready: false }));
        door.setAwsAuth({ mapRoles: `${BASE}${OPS_ROW}# theirs\n` });
      },
    });
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'blocked', reason: 'overtaken' } });
    expect(made.door().awsAuth()?.['mapRoles']).toContain('# theirs');
    expect(await made.status()).toMatchObject({ owned: [owned(OPS)] });
  });
});
