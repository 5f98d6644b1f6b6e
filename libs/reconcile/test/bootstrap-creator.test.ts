import { readAwsAuth } from '@roster/access';
import { describe, expect, it } from 'vitest';
import { BOOTSTRAP, bootstrapBench, READ, WRITE } from './bootstrap-bench.ts';

const CREATOR = 'arn:aws:iam::111122223333:role/Creator';
const NODES =
  '# theirs\n- rolearn: arn:aws:iam::111122223333:role/Nodes\n  username: system:node:{{EC2PrivateDNSName}}\n  groups: [system:nodes]\n';
const ROWS = [
  { do: 'addRow', principal: READ },
  { do: 'addRow', principal: WRITE },
];
const ALL = [{ do: 'applyManifests' }, ...ROWS];

function fresh() {
  const bench = bootstrapBench();
  bench.door.creator = CREATOR;
  return { ...bench, run: (dryRun = false) => bench.run({ role: CREATOR, dryRun }) };
}

describe('bootstrap in mode CONFIG_MAP', () => {
  it.each([[null], [{ mapRoles: NODES, other: 'data' }]])('adds two rows to %j', async (data) => {
    const { door, run } = fresh();
    door.setAwsAuth(data);
    const proofs = { read: 'in', write: 'in' };
    expect(await run()).toMatchObject({ outcome: { kind: 'changed' }, steps: ALL, proofs });
    const after = door.awsAuth() ?? {};
    expect(after['mapRoles']?.startsWith(data?.mapRoles ?? '')).toBe(true);
    expect({ ...after, mapRoles: data?.mapRoles }).toEqual({ mapRoles: data?.mapRoles, ...data });
    expect(readAwsAuth(after).roles.slice(-2)).toMatchObject([
      { arn: READ, username: 'roster-read:{{SessionName}}', groups: ['roster:read'] },
      { arn: WRITE, username: 'roster-write:{{SessionName}}', groups: ['roster:write'] },
    ]);
    expect(door.writes).toBe(1);
    expect(door.calls).not.toHaveProperty('createEntry');
  });

  it('changes nothing the second time, whoever comes', async () => {
    const { door, run } = fresh();
    await run();
    door.creator = undefined;
    expect(await run()).toMatchObject({ outcome: { kind: 'inSync' }, steps: [] });
    expect(door.writes).toBe(1);
  });

  it('adds what is missing beside somebody who writes meanwhile', async () => {
    const { door, run } = fresh();
    door.setAwsAuth({ mapRoles: '' });
    const foreign = () => void door.setAwsAuth({ mapRoles: NODES });
    door.on({ call: 'patchAwsAuth', when: 'before', times: 1, run: foreign });
    expect(await run()).toMatchObject({ outcome: { kind: 'changed' }, steps: ALL });
    expect(readAwsAuth(door.awsAuth() ?? {}).roles).toHaveLength(3);
  });

  it('only says what it would do in a dry run', async () => {
    const { door, run } = fresh();
    expect(await run(true)).toMatchObject({ outcome: { kind: 'drifted' }, steps: ALL });
    expect(door.awsAuth()).toBeUndefined();
    expect(door.bindings).toEqual([]);
  });
});

describe('it leaves aws-auth alone', () => {
  it.each([
    ['unparseable', { mapRoles: `${NODES}\t- broken` }],
    ['row', { mapRoles: `${NODES}- rolearn: ${READ}\n  username: reader\n  groups: [viewers]\n` }],
  ])('blocked: %s', async (reason, data) => {
    const { door, run } = fresh();
    door.setAwsAuth(data);
    const foreseen = await run(true);
    const ended = await run();
    expect(ended).toMatchObject({ outcome: { kind: 'blocked', reason } });
    expect(ended.message).toMatch(/^arn:\S+: .*(mapRoles|roster:read)/);
    expect(foreseen).toEqual(ended);
    expect(door.awsAuth()).toEqual(data);
    expect(door.bindings).toEqual([]);
  });

  it('blocked: immutable', async () => {
    const { door, run } = fresh();
    door.setAwsAuth({ mapRoles: NODES }).freezeAwsAuth();
    const foreseen = await run(true);
    const ended = await run();
    expect(foreseen).toEqual(ended);
    expect(door.bindings).toEqual([]);
    expect(ended).toMatchObject({ outcome: { kind: 'blocked', reason: 'immutable' } });
    expect(ended.message).toMatch(/^arn:\S+: its aws-auth is immutable .*: delete it/);
    expect(door.writes).toBe(0);
  });

  it('blocked: overtaken, where others keep on writing', async () => {
    const { door, run } = fresh();
    door.setAwsAuth({ mapRoles: NODES }).fail('patchAwsAuth', 'ConflictFault');
    const ended = await run();
    expect(ended).toMatchObject({ outcome: { kind: 'blocked', reason: 'overtaken' } });
    expect(ended.message).toMatch(/^arn:\S+: others keep on writing .*: bootstrap it again/);
  });

  it('denied, where the role is not the creator, and says who is needed', async () => {
    const bench = fresh();
    bench.door.creator = BOOTSTRAP;
    const ended = await bench.run();
    expect(ended).toMatchObject({ outcome: { kind: 'denied', reason: 'refused' }, steps: [] });
    expect(ended.message).toContain('its creator');
    expect(bench.door.awsAuth()).toBeUndefined();
  });
});
