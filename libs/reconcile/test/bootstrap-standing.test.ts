import { describe, expect, it } from 'vitest';
import { BOOTSTRAP, bootstrapBench, LEFT_OVER, MEMBERS, READ, WRITE } from './bootstrap-bench.ts';

const { policies } = LEFT_OVER;
const BLOCKED = { kind: 'blocked', reason: 'entry' };
const TAKE_AWAY = { do: 'takeAwayAdministrator' };
/** One of our roles with another group: whoever made that is to say whether it may be otherwise. */
const VIEWER = { principalArn: READ, groups: ['viewers'] };

function fresh(accessEntries: ReturnType<typeof bootstrapBench>['door']['accessEntries']) {
  const bench = bootstrapBench();
  bench.door.authenticationMode = 'API';
  bench.door.accessEntries = accessEntries;
  return bench;
}

describe('an entry of the bootstrap role that is somebody else’s', () => {
  const theirs = { principalArn: BOOTSTRAP, username: 'ours', groups: ['viewers'] };

  it.each([
    ['given by a person', { ...theirs, policies }],
    ['given by EKS to the creator', { principalArn: BOOTSTRAP, policies }],
  ])('stays administrator, %s, and bootstraps as that', async (_by, own) => {
    const { door, run } = fresh([own]);
    expect(await run()).toMatchObject({
      outcome: { kind: 'changed' },
      proofs: { read: 'in', write: 'in' },
    });
    expect(door.accessEntries).toEqual([own, ...MEMBERS]);
    expect(await run()).toMatchObject({ outcome: { kind: 'inSync' }, steps: [] });
    for (const call of ['attachPolicy', 'detachPolicy', 'removeEntry'])
      expect(door.calls).not.toHaveProperty(call);
  });

  it('stays administrator when something fails', async () => {
    const own = { ...theirs, policies };
    const { door, run } = fresh([own]);
    door.fail('applyManifest', 'ConnectionFault');
    expect(await run()).toMatchObject({ outcome: { kind: 'unreachable', reason: 'connection' } });
    expect(door.accessEntries).toEqual([own]);
  });

  it('is made no administrator, for that could be left to it: blocked, in a dry run too', async () => {
    const { door, run } = fresh([theirs]);
    for (const dryRun of [true, false]) {
      const ended = await run({ dryRun });
      expect(ended).toMatchObject({ outcome: BLOCKED, steps: [] });
      expect(ended.message).toMatch(/^arn:\S+: .*RosterBootstrap has an entry .*: delete that entry/);
    }
    expect(door.accessEntries).toEqual([theirs]);
    expect(door.calls).not.toHaveProperty('createEntry');
  });

  it('does not matter where nothing is to be done', async () => {
    const { door, run } = fresh([]);
    await run();
    door.accessEntries = [...MEMBERS, theirs];
    expect(await run()).toMatchObject({ outcome: { kind: 'inSync' }, steps: [] });
  });

  it('is left alone though it is made at the same moment', async () => {
    const { door, run } = fresh([]);
    const meanwhile = () => void (door.accessEntries = [theirs]);
    door.on({ call: 'createEntry', when: 'before', times: 1, run: meanwhile });
    expect(await run()).toMatchObject({ outcome: { kind: 'failed', reason: 'conflict' }, steps: [] });
    expect(door.accessEntries).toEqual([theirs]);
  });
});

describe('what a crash has left', () => {
  it.each([
    ['an administrator', LEFT_OVER],
    ['an entry', { ...LEFT_OVER, policies: [] }],
  ])('%s is taken away first, though nothing can be done then', async (_what, left) => {
    const { door, run } = fresh([left, VIEWER]);
    const told = { outcome: BLOCKED, steps: [TAKE_AWAY] };
    expect(await run({ dryRun: true })).toMatchObject(told);
    expect(door.accessEntries).toEqual([left, VIEWER]);
    const ended = await run();
    expect(ended).toMatchObject(told);
    expect(ended.message).toMatch(/RosterRead lacks the group roster:read: give it that/);
    expect(door.accessEntries).toEqual([VIEWER]);
  });

  it.each(['ConnectionFault', 'PrivateEndpointFault'] as const)(
    'is taken away though the cluster cannot be reached: %s',
    async (fault) => {
      const { door, run } = fresh([LEFT_OVER, ...MEMBERS]);
      door.fail('whoAmI', fault);
      expect(await run()).toMatchObject({ outcome: { kind: 'unreachable' }, steps: [TAKE_AWAY] });
      expect(door.accessEntries).toEqual(MEMBERS);
    },
  );

  it('is told before anything else where it cannot be taken away', async () => {
    const { door, run } = fresh([LEFT_OVER, VIEWER]);
    door.fail('removeEntry', 'ThrottledFault');
    const ended = await run();
    expect(ended).toMatchObject({ outcome: { kind: 'failed', reason: 'stillAdministrator' }, steps: [] });
    expect(ended.message).toMatch(/RosterBootstrap may still be administrator: bootstrap it again/);
  });
});

describe('the role that bootstraps may be one of the two', () => {
  const steps = [{ do: 'applyManifests' }, ...MEMBERS.map((each) => creation(each.principalArn))];

  it('is administrator under an entry of its own, and comes in with its group in the end', async () => {
    const { door, run } = fresh([]);
    expect(await run({ role: WRITE })).toMatchObject({ outcome: { kind: 'changed' }, steps });
    expect(door.accessEntries).toEqual(MEMBERS);
    expect(await run({ role: WRITE })).toMatchObject({ outcome: { kind: 'inSync' }, steps: [] });
  });

  it('takes away what it has left of itself, and comes in with its group', async () => {
    const { door, run } = fresh([{ ...LEFT_OVER, principalArn: WRITE }]);
    const told = { steps: [TAKE_AWAY, ...steps] };
    expect(await run({ role: WRITE, dryRun: true })).toMatchObject(told);
    expect(await run({ role: WRITE })).toMatchObject({ outcome: { kind: 'changed' }, ...told });
    expect(door.accessEntries).toEqual(MEMBERS);
  });
});

const creation = (principal: string) => ({ do: 'createEntry', principal });
