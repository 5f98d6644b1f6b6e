import { Fault } from '@roster/workflow';
import { describe, expect, it } from 'vitest';
import { BOOTSTRAP, bootstrapBench, LEFT_OVER, MEMBERS, READ, WRITE } from './bootstrap-bench.ts';

const ALL = [
  { do: 'applyManifests' },
  { do: 'createEntry', principal: READ },
  { do: 'createEntry', principal: WRITE },
];

function fresh(mode: 'API' | 'API_AND_CONFIG_MAP' = 'API') {
  const bench = bootstrapBench();
  bench.door.authenticationMode = mode;
  return bench;
}

describe.each(['API', 'API_AND_CONFIG_MAP'] as const)('bootstrap in mode %s', (mode) => {
  it('lets both roles in, proves it, and leaves nothing of itself', async () => {
    const { door, run } = fresh(mode);
    const proofs = { read: 'in', write: 'in' };
    expect(await run()).toMatchObject({
      mode,
      outcome: { kind: 'changed' },
      steps: ALL,
      proofs,
      message: '',
    });
    expect(door.accessEntries).toEqual(MEMBERS);
  });

  it('changes nothing the second time, and is not administrator for that', async () => {
    const { door, run } = fresh(mode);
    await run();
    const { attachPolicy, createEntry, applyManifest } = door.calls;
    expect(await run()).toMatchObject({ outcome: { kind: 'inSync' }, steps: [] });
    expect(door.calls).toMatchObject({ attachPolicy, createEntry, applyManifest });
  });

  it('only says what it would do in a dry run', async () => {
    const { door, run } = fresh(mode);
    expect(await run({ dryRun: true })).toMatchObject({ outcome: { kind: 'drifted' }, steps: ALL });
    expect(door.accessEntries).toEqual([]);
    await run();
    expect(await run({ dryRun: true })).toMatchObject({ outcome: { kind: 'inSync' }, steps: [] });
  });
});

describe('what is changed counts some seconds later', () => {
  it('so it waits until it is administrator', async () => {
    const { door, run, waited } = fresh();
    door.fail('applyManifest', 'DeniedFault', 5);
    expect(await run()).toMatchObject({ outcome: { kind: 'changed' }, steps: ALL });
    expect(waited()).toBe(250 + 500 + 1000 + 2000 + 4000);
  });

  it('but not for ever, and says so', async () => {
    const { door, run, waited } = fresh();
    door.fail('applyManifest', 'DeniedFault');
    const ended = await run();
    expect(ended).toMatchObject({ outcome: { kind: 'denied', reason: 'refused' }, steps: [] });
    expect(ended.message).toMatch(
      /^arn:\S+: .*RosterBootstrap has \w+, and after a minute .*: bootstrap it again/,
    );
    expect(waited()).toBeLessThan(80_000);
  });

  it('so it waits until the roles get in', async () => {
    const { door, run } = fresh();
    let refusals = 0;
    door.refused.add(READ);
    const letIn = () => {
      refusals += 1;
      if (refusals > 6) door.refused.delete(READ);
    };
    door.on({ call: 'whoAmI', when: 'before', run: letIn });
    expect(await run()).toMatchObject({ outcome: { kind: 'changed' }, proofs: { read: 'in', write: 'in' } });
  });

  it('but not for ever', async () => {
    const { door, run, waited } = fresh();
    door.refused.add(WRITE);
    const ended = await run();
    expect(ended).toMatchObject({ outcome: { kind: 'failed', reason: 'notIn' }, steps: ALL });
    expect(ended.message).toContain(WRITE);
    expect(waited()).toBeLessThan(80_000);
    expect(door.accessEntries).toEqual(MEMBERS);
  });
});

describe('what AWS has not heard of yet is waited for', () => {
  it('a role that was made just now', async () => {
    const { door, run, waited } = fresh();
    door.fail('createEntry', 'NotYetFault', 20);
    expect(await run()).toMatchObject({ outcome: { kind: 'changed' }, steps: ALL });
    expect(waited()).toBeGreaterThan(60_000);
  });

  it('and if there is none after two minutes, the end says so', async () => {
    const { door, run, waited } = fresh();
    door.fail('createEntry', 'NotYetFault');
    expect(await run()).toMatchObject({
      outcome: { kind: 'failed', reason: 'badInput' },
      message: expect.stringContaining('asked for two minutes') as string,
    });
    expect(waited()).toBeGreaterThan(110_000);
    expect(waited()).toBeLessThan(130_000);
  });

  it('an entry that was made just now', async () => {
    const { door, run } = fresh();
    door.fail('attachPolicy', 'NotFoundFault', 10);
    expect(await run()).toMatchObject({ outcome: { kind: 'changed' }, steps: ALL });
    expect(door.accessEntries).toEqual(MEMBERS);
  });

  it('and if it stays away for a minute, nothing is left of it', async () => {
    const { door, run, waited } = fresh();
    door.fail('attachPolicy', 'NotFoundFault');
    expect(await run()).toMatchObject({
      outcome: { kind: 'failed', reason: 'notYet' },
      message: expect.stringContaining('bootstrap it again') as string,
    });
    expect(waited()).toBeLessThan(80_000);
    expect(door.accessEntries).toEqual([]);
  });
});

describe('whatever fails in between', () => {
  it.each([
    ['createEntry', 'ServerFault'],
    ['attachPolicy', 'DeniedFault'],
    ['applyManifest', 'ConnectionFault'],
    ['applyManifest', 'DeniedFault'],
    ['whoAmI', 'TimeoutFault'],
  ] as const)('%s with %s leaves no administrator', async (call, fault) => {
    const { door, run } = fresh();
    door.fail(call, fault);
    expect((await run()).outcome.kind).toMatch(/^(unreachable|denied|failed)$/);
    expect(door.accessEntries.filter(({ policies = [] }) => policies.length > 0)).toEqual([]);
    expect(door.accessEntries.map(({ principalArn }) => principalArn)).not.toContain(BOOTSTRAP);
    door.heal();
    expect(await run()).toMatchObject({ outcome: { kind: 'changed' } });
    expect(door.accessEntries).toEqual(MEMBERS);
  });

  it('lost answers to what was done do not matter', async () => {
    const { door, run } = fresh();
    const lose = () => {
      throw new Fault('TimeoutFault', 'no answer in time');
    };
    door.on({ call: 'createEntry', when: 'after', run: lose });
    expect(await run()).toMatchObject({ outcome: { kind: 'changed' }, steps: ALL });
    expect(door.accessEntries).toEqual(MEMBERS);
  });

  it('an error that is no fault does not either', async () => {
    const { door, run } = fresh();
    const lose = () => {
      throw new Error('the connection broke off');
    };
    door.on({ call: 'attachPolicy', when: 'after', run: lose });
    await expect(run()).rejects.toThrow('broke off');
    expect(door.accessEntries).toEqual([]);
  });

  it('a policy that cannot be taken away is told, and the next bootstrap takes it', async () => {
    const { door, run } = fresh();
    door.fail('detachPolicy', 'ServerFault');
    const ended = await run();
    expect(ended).toMatchObject({ outcome: { kind: 'failed', reason: 'stillAdministrator' } });
    expect(ended.message).toContain(BOOTSTRAP);
    door.heal();
    expect(door.accessEntries).toEqual([LEFT_OVER]);
    const again = await run();
    const [, ...rest] = ALL;
    const steps = [{ do: 'takeAwayAdministrator' }, ...rest];
    expect(again).toMatchObject({ outcome: { kind: 'changed' }, steps });
    expect(door.accessEntries).toEqual(MEMBERS);
    expect(await run()).toMatchObject({ outcome: { kind: 'inSync' }, steps: [] });
  });
});

it('says what it could not try, where the roles may not be taken from here', async () => {
  const { world, run } = fresh();
  for (const role of [READ, WRITE]) world.untrusted.add(role);
  const proofs = { read: 'untried', write: 'untried' };
  expect(await run()).toMatchObject({ outcome: { kind: 'changed' }, proofs });
  expect(await run()).toMatchObject({ outcome: { kind: 'inSync' }, steps: [], proofs });
});

it.each(['CREATING', 'absent'] as const)('leaves a cluster that is %s', async (status) => {
  const { door, run } = fresh();
  door.status = status;
  const reason = status === 'absent' ? 'gone' : 'notActive';
  expect(await run()).toMatchObject({ outcome: { kind: 'unreachable', reason }, steps: [] });
  expect(door.calls).toEqual({ describe: 1 });
});

it('is denied where the bootstrap role does not trust us', async () => {
  const { world, run } = fresh();
  world.untrusted.add(BOOTSTRAP);
  expect(await run()).toMatchObject({ outcome: { kind: 'denied', reason: 'refused' }, steps: [] });
});
