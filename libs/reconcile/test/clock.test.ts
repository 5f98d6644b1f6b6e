import { describe, expect, it } from 'vitest';
import type { ClusterDeps } from '../src/index.ts';
import { apply, rollback, token, verify } from '../src/index.ts';
import { bench, targetOf, type Bench } from './bench.ts';
import { BASE, OPS, WRITE, grant, owned, row } from './fleet.ts';

const MINUTE = 60_000;

/** The same world for a machine whose own clock is off. The world's clock is AWS's, by which tokens are judged. */
function from(made: Bench, minutes: number) {
  const signed: number[] = [];
  const deps: ClusterDeps = {
    ...made.deps,
    clock: () => new Date(made.clock().getTime() + minutes * MINUTE),
    cloud: {
      ...made.deps.cloud,
      token: async (request) => {
        const minted = await made.deps.cloud.token(request);
        signed.push(minted.signedAt.getTime());
        return minted;
      },
    },
  };
  return { deps, signed };
}

describe.each([20, -20])('a machine whose clock is %i minutes off', (minutes) => {
  it('gets in, writes and proves it, each by a token of a second of its own', async () => {
    const made = bench(row(OPS, 'ops', 'view'));
    const { deps, signed } = from(made, minutes);
    const target = targetOf(await made.open(), made.clock().toISOString());
    const admitted = await token(target, deps);
    if ('outcome' in admitted) throw new Error(JSON.stringify(admitted.outcome));
    const applied = await apply(admitted, deps);
    if (!('deadline' in applied)) throw new Error(JSON.stringify(applied));
    expect(await verify(applied, deps)).toMatchObject({ outcome: { kind: 'changed' } });
    // Token's look and Apply's; the patch's own; Apply's proof and Verify's.
    const second = Math.floor(made.clock().getTime() / 1000) * 1000;
    const back = signed.map((at) => (second - at) / 1000);
    expect(back).toEqual([3, 3, 330, 0, 0]);
  });

  it('puts a write back that locks it out, and comes in by a token of that write', async () => {
    const snapshot = { mapRoles: `${BASE}${row(OPS, 'ops', 'view')}` };
    const made = bench(row(OPS, 'ops', 'view'), { grants: [grant()] });
    await made.journal.patchStatus(made.door().arn, { owned: [owned(WRITE)] });
    const { deps } = from(made, minutes);
    const overrides = [{ rule: 'own-access', reason: 'a test' }];
    const target = targetOf(await made.open({ overrides }), made.clock().toISOString());
    const admitted = await token(target, deps);
    made.door().on({
      ...{ call: 'patchAwsAuth', when: 'after', times: 1 },
      run: () => {
        throw new Error('the process died');
      },
    });
    await expect(apply(admitted, deps)).rejects.toThrow('died');
    // Another process takes it up, with a clock that is right.
    made.now.at += 5_000;
    expect(await apply(admitted, made.deps)).toMatchObject({
      outcome: { kind: 'rolledBack', reason: 'identityRefused' },
    });
    expect(made.door().awsAuth()).toEqual(snapshot);
  });

  it('rolls back what made the cluster worse', async () => {
    const made = bench(row(OPS, 'ops', 'view'));
    const ready = (up: boolean) => [1, 2, 3, 4].map((n) => ({ name: `n${n}`, ready: up || n > 2 }));
    made.door().nodes = ready(true);
    made.door().on({
      ...{ call: 'patchAwsAuth', when: 'after', times: 1 },
      run: (door) => (door.nodes = ready(false)),
    });
    const { deps } = from(made, minutes);
    const admitted = await token(targetOf(await made.open(), made.clock().toISOString()), deps);
    const verified = await verify(await apply(admitted, deps), deps);
    expect(verified).toMatchObject({ worse: 'nodesNotReady' });
    expect(await rollback(verified, deps)).toMatchObject({ outcome: { kind: 'rolledBack' } });
  });
});
