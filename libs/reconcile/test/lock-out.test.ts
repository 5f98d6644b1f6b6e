import { describe, expect, it } from 'vitest';
import { apply, token } from '../src/index.ts';
import { bench, firstOf, RUN, targetOf, way, type Bench } from './bench.ts';
import { BASE, OPS, READ, WRITE, grant, owned, row } from './fleet.ts';

const OLD_OPS = row(OPS, 'ops', 'view');
const overrides = [{ rule: 'own-access', reason: 'a test' }];

/** A cluster whose change set takes the write role's row away, or its group, with the guardrail passed over. */
async function begun(groups?: readonly string[]) {
  const write = { name: 'write', principals: [{ arn: WRITE }], username: 'roster-write' };
  const grants = [grant(), ...(groups === undefined ? [] : [grant({ ...write, groups })])];
  const made = bench(OLD_OPS, { grants });
  await made.journal.patchStatus(made.door().arn, { owned: [owned(WRITE)] });
  const target = targetOf(await made.open({ overrides }), made.clock().toISOString());
  return { made, admitted: await token(target, made.deps) };
}

function diesAfterPatch(made: Bench): void {
  const dies = () => {
    throw new Error('the process died');
  };
  made.door().on({ call: 'patchAwsAuth', when: 'after', times: 1, run: dies });
}

const snapshot = { mapRoles: `${BASE}${OLD_OPS}` };

describe('a write that locks us out', () => {
  it('goes back at once, by the token of the patch, and leaves a hold', async () => {
    const { made, admitted } = await begun();
    expect(await apply(admitted, made.deps)).toMatchObject({
      outcome: { kind: 'rolledBack', reason: 'identityRefused' },
    });
    expect(made.door().awsAuth()).toEqual(snapshot);
    expect(made.door().writes).toBe(2);
    const { hold, owned: ours } = await made.status();
    expect(hold).toMatchObject({ by: `run ${RUN}`, reason: 'rolledBack: identityRefused' });
    expect(hold?.undone?.changes.map(({ op }) => op).toSorted()).toEqual(['remove', 'replace']);
    expect(ours).toEqual([owned(WRITE)]);
    const back = await made.journal.getWrite(RUN, made.door().arn, true);
    expect(back).toMatchObject({ back: true, why: 'identityRefused' });
  });

  it('goes back when the row stays and loses its group: a 403, of a token that the API server keeps', async () => {
    const { made, admitted } = await begun(['nobody']);
    expect(await apply(admitted, made.deps)).toMatchObject({
      outcome: { kind: 'rolledBack', reason: 'identityRefused' },
    });
    expect(made.door().awsAuth()).toEqual(snapshot);
  });

  it('goes back when the authenticator hears late of each write', async () => {
    const { made, admitted } = await begun();
    made.door().lateness = 1;
    expect(await apply(admitted, made.deps)).toMatchObject({
      outcome: { kind: 'rolledBack', reason: 'identityRefused' },
    });
    expect(made.door().awsAuth()).toEqual(snapshot);
  });

  it('goes back after a crash too, while the API server keeps the token of the patch', async () => {
    const { made, admitted } = await begun();
    diesAfterPatch(made);
    await expect(apply(admitted, made.deps)).rejects.toThrow('died');
    made.now.at += 9_000;
    const again = await apply(admitted, made.deps);
    expect(again).toMatchObject({ outcome: { kind: 'rolledBack', reason: 'identityRefused' } });
    expect(made.door().awsAuth()).toEqual(snapshot);
  });

  it('needs a person once that token is forgotten', async () => {
    const { made, admitted } = await begun();
    diesAfterPatch(made);
    await expect(apply(admitted, made.deps)).rejects.toThrow('died');
    made.now.at += 11_000;
    const again = await apply(admitted, made.deps);
    expect(again).toMatchObject({ outcome: { kind: 'failed', reason: 'lockedOut' } });
  });

  it('leaves what someone else wrote in between', async () => {
    const { made, admitted } = await begun();
    diesAfterPatch(made);
    await expect(apply(admitted, made.deps)).rejects.toThrow('died');
    const theirs = { mapRoles: `# theirs\n${row(READ, 'roster-read', 'roster:read')}` };
    made.door().setAwsAuth(theirs);
    made.now.at += 2_000;
    const again = await apply(admitted, made.deps);
    expect(again).toMatchObject({ outcome: { kind: 'blocked', reason: 'overtaken' } });
    expect(made.door().awsAuth()).toEqual(theirs);
  });

  it('is refused by the guardrail, without the override', async () => {
    const { made } = await begun();
    await made.journal.releaseLease(firstOf());
    const target = targetOf(await made.open({ run: '20261124T080000Z-test-r2' }), made.clock().toISOString());
    const ended = await way(target, made.deps);
    expect(ended).toMatchObject({ outcome: { kind: 'blocked', reason: 'own-access' } });
    expect(made.door().awsAuth()?.['mapRoles']).toContain(row(WRITE, 'roster-write', 'roster:write'));
  });
});

describe('a token', () => {
  it('is signed in a later second for the proof than for any look, and none has to wait', async () => {
    const made = bench();
    const signed: Record<string, number> = {};
    const { clusterApi } = made.deps;
    const noting = new Proxy(clusterApi, {
      get:
        (target, name) =>
        (connection: Parameters<typeof clusterApi.whoAmI>[0], ...rest: never[]) => {
          signed[`${String(name)}${String(name in signed ? 2 : '')}`] = connection.token.signedAt.getTime();
          return (Reflect.get(target, name) as (...args: unknown[]) => unknown)(connection, ...rest);
        },
    });
    const deps = { ...made.deps, clusterApi: noting };
    const target = targetOf(await made.open(), made.clock().toISOString());
    await apply(await token(target, deps), deps);
    const now = Math.floor(made.now.at / 1000) * 1000;
    expect(signed).toMatchObject({ readAwsAuth: now - 3_000, readAwsAuth2: now });
    expect(signed['patchAwsAuth']).toBeLessThan(now - 59_000);
    expect(made.pauses).toEqual([]);
  });
});
