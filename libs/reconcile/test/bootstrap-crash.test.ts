import { readAwsAuth } from '@roster/access';
import { Fault } from '@roster/workflow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FakeCall, FakeCluster } from '../src/testing/fake-cluster.ts';
import { BOOTSTRAP, bootstrapBench, LEFT_OVER, MEMBERS, READ, WRITE } from './bootstrap-bench.ts';
import { NODES, row } from './fleet.ts';

type Bench = ReturnType<typeof bootstrapBench>;

interface Case {
  readonly role?: string;
  readonly make: (door: FakeCluster) => void;
  /** Entries in the end, of others. */
  readonly others?: FakeCluster['accessEntries'];
}

const entries = (mode: 'API' | 'API_AND_CONFIG_MAP', standing: FakeCluster['accessEntries']) => ({
  make: (door: FakeCluster) => {
    door.authenticationMode = mode;
    door.accessEntries = standing;
  },
});
const THEIRS = { principalArn: BOOTSTRAP, username: 'theirs', groups: [], policies: LEFT_OVER.policies };
const ROWS = row(NODES, 'system:node:{{EC2PrivateDNSName}}', 'system:nodes');
const CREATOR = 'arn:aws:iam::111122223333:role/Creator';
const created = (awsAuth: Readonly<Record<string, string>> | null) => ({
  role: CREATOR,
  make: (door: FakeCluster) => (door.setAwsAuth(awsAuth).creator = CREATOR),
});

const CASES: Readonly<Record<string, Case>> = {
  'in mode API': entries('API', []),
  'in mode API_AND_CONFIG_MAP': entries('API_AND_CONFIG_MAP', []),
  'that an earlier bootstrap has left': entries('API', [LEFT_OVER]),
  'with one of the two entries': entries('API', MEMBERS.slice(0, 1)),
  'whose administrator bootstraps': { ...entries('API', [THEIRS]), others: [THEIRS] },
  'that the write role bootstraps': { ...entries('API', []), role: WRITE },
  'in mode CONFIG_MAP': created(null),
  'in mode CONFIG_MAP, with rows': created({ mapRoles: ROWS }),
};

/** A call, and whether what happens to it happens before it does anything or before it is heard of. */
interface Point {
  readonly call: number;
  readonly when: 'before' | 'after';
}

/** Makes something happen to one call of all, counted over the ports; and after that, as the process is dead, to all. */
function strike(door: FakeCluster, calls: readonly FakeCall[], point: Point, as: 'crash' | 'lost answer') {
  let count = -1;
  let struck = false;
  const strikeAt = (when: Point['when']) => () => {
    const due = count === point.call && when === point.when;
    if (!due && !(struck && as === 'crash')) return;
    struck = true;
    throw as === 'crash' ? new Error('the process is dead') : new Fault('ConnectionFault', 'lost');
  };
  for (const call of calls) {
    door.on({ call, when: 'before', run: () => (count += 1) });
    for (const when of ['before', 'after'] as const) door.on({ call, when, run: strikeAt(when) });
  }
}

function begin({ role = BOOTSTRAP, make }: Case) {
  const bench = bootstrapBench();
  make(bench.door);
  return { ...bench, run: () => bench.run({ role }) };
}

/** How often a bootstrap that nothing happens to calls what. */
async function calm(one: Case) {
  const { door, run } = begin(one);
  await run();
  const names = Object.keys(door.calls) as readonly FakeCall[];
  const total = Object.values(door.calls).reduce((sum, count) => sum + count, 0);
  return { names, points: Array.from({ length: total * 2 }, (_, at) => pointOf(at)) };
}

const pointOf = (at: number): Point => ({ call: at >> 1, when: at % 2 === 0 ? 'before' : 'after' });

function administrators({ door }: Pick<Bench, 'door'>, { others = [] }: Case) {
  const has = door.accessEntries.filter(({ policies = [] }) => policies.length > 0);
  return has.filter((entry) => !others.some(({ principalArn }) => principalArn === entry.principalArn));
}

/** Both roles are in, and nothing else is there that was not before; and the next bootstrap does nothing. */
async function expectRight({ door, run }: Pick<Bench, 'door' | 'run'>, { others = [] }: Case, at: string) {
  const ended = await run();
  expect(ended, at).toMatchObject({ proofs: { read: 'in', write: 'in' }, message: '' });
  expect(await run(), at).toMatchObject({ outcome: { kind: 'inSync' }, steps: [] });
  if (door.authenticationMode !== 'CONFIG_MAP') {
    expect(door.accessEntries, at).toHaveLength(others.length + 2);
    expect(door.accessEntries, at).toEqual(expect.arrayContaining([...others, ...MEMBERS]));
    return;
  }
  const principals = readAwsAuth(door.awsAuth() ?? {}).roles.map(({ arn }) => arn);
  expect(principals.slice(-2), at).toEqual([READ, WRITE]);
  expect([2, 3], at).toContain(principals.length);
}

describe.each(Object.entries(CASES))('a cluster %s', (_name, one) => {
  it('is right after a crash at any call and another bootstrap', async () => {
    const { names, points } = await calm(one);
    for (const point of points) {
      const bench = begin(one);
      strike(bench.door, names, point, 'crash');
      await bench.run().catch(() => undefined);
      bench.door.heal();
      await expectRight(bench, one, JSON.stringify(point));
    }
  });

  it('has no administrator of ours left when any answer is lost', async () => {
    const { names, points } = await calm(one);
    for (const point of points) {
      const bench = begin(one);
      strike(bench.door, names, point, 'lost answer');
      const { outcome } = await bench.run();
      const at = `${JSON.stringify(point)}: ${JSON.stringify(outcome)}`;
      expect(outcome.reason, at).not.toBe('stillAdministrator');
      // Unless it has not come to look at what an earlier one left.
      if (outcome.kind !== 'unreachable' || point.call > 1)
        expect(administrators(bench, one), at).toEqual([]);
      bench.door.heal();
      await expectRight(bench, one, at);
    }
  });
});

it('is right after several crashes, one after the other', async () => {
  const calms = await Promise.all(Object.values(CASES).map(async (one) => ({ one, ...(await calm(one)) })));
  const drawn = fc.record({
    of: fc.constantFrom(...calms),
    ats: fc.array(fc.nat({ max: 90 }), { minLength: 2, maxLength: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(drawn, async ({ of: { one, names }, ats }) => {
      const bench = begin(one);
      for (const at of ats) {
        strike(bench.door, names, pointOf(at), 'crash');
        await bench.run().catch(() => undefined);
        bench.door.heal();
      }
      await expectRight(bench, one, '');
    }),
    { numRuns: 400 },
  );
});

it.each([0, 1, 2, 5, 9, 14])(
  'is right after two at once, the second %s calls later, and a third',
  async (later) => {
    const one = entries('API', []);
    const bench = begin(one);
    let [calls, second] = [0, Promise.resolve<unknown>(undefined)];
    const begun = () => {
      if ((calls += 1) === later + 1) second = bench.run();
    };
    for (const call of (await calm(one)).names) bench.door.on({ call, when: 'before', run: begun });
    await bench.run();
    await second;
    expect(administrators(bench, one)).toEqual([]);
    await expectRight(bench, one, '');
  },
);
