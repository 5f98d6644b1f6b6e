import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '@roster/workflow';
import { isRetried, targetOf, way, type Bench, type Deliver } from './bench.ts';
import { CASES } from './cases.ts';
import { disturbed, type Disturbance } from './crashing.ts';
import { NODES } from './fleet.ts';

const CRASH = new Error('the process crashed');
const LOST = new Fault('ConnectionFault', 'the answer was lost');

const disturbance = fc.record({
  call: fc.nat(40),
  when: fc.constantFrom('before' as const, 'after' as const),
  what: fc.constantFrom('crash' as const, 'lose' as const, 'write' as const),
});

/** Someone else adds a row of their own, whatever stands. */
function strangersRow(made: Bench, name: string): void {
  const data = made.door().awsAuth() ?? {};
  const text = `${data['mapRoles'] ?? ''}- rolearn: arn:aws:iam::111122223333:role/${name}\n  username: ${name}\n`;
  made.door().setAwsAuth({ ...data, mapRoles: text });
}

function actsOf(made: Bench, disturbances: readonly Disturbance[], written: string[]) {
  return {
    crash: () => {
      throw CRASH;
    },
    lose: () => {
      throw LOST;
    },
    write: () => {
      const name = `Stranger${written.length}`;
      strangersRow(made, name);
      written.push(name);
    },
    disturbances,
  };
}

/** Tries again, as the state machine does, with time passing; `tries` bounds it. */
function patiently(made: Bench): Deliver {
  return async (act) => {
    for (let tries = 0; ; tries += 1) {
      try {
        return await act();
      } catch (error) {
        if (tries > 20 || (error !== CRASH && !isRetried(error))) throw error;
        made.now.at += error === CRASH || error === LOST ? 1_500 : 5_000;
      }
    }
  };
}

describe.each(Object.entries(CASES))('a cluster %s', (_name, { make, overrides = [] }) => {
  it('loses nothing of others, whatever crashes, gets lost, or writes besides', async () => {
    const property = fc.asyncProperty(fc.array(disturbance, { maxLength: 5 }), async (disturbances) => {
      const made = await make();
      const target = targetOf(await made.open({ overrides: [...overrides] }), made.clock().toISOString());
      const nodes = made.door().awsAuth()?.['mapRoles']?.includes(NODES) ?? false;
      const writes = made.door().writes;
      const written: string[] = [];
      const { outcome } = await way(
        target,
        disturbed(made.deps, actsOf(made, disturbances, written)),
        patiently(made),
      );
      const text = made.door().awsAuth()?.['mapRoles'] ?? '';
      expect(made.door().writes - writes).toBeLessThanOrEqual(2);
      for (const name of written) expect(text).toContain(`role/${name}\n`);
      expect(text.includes(NODES)).toBe(nodes);
      // Rolled back is said only of a document that our change is not in.
      const intent = await made.journal.getWrite(target.run, target.cluster, false);
      if (outcome.kind === 'rolledBack' && written.length === 0) {
        expect(text).toBe(intent?.snapshot?.data['mapRoles'] ?? '');
      }
      if (outcome.kind === 'inSync') expect(made.door().writes).toBe(writes);
    });
    await fc.assert(property, { numRuns: 60 });
  });
});
