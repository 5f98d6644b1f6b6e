import { describe, expect, it } from 'vitest';
import { audit, type Acknowledged, type Version } from './audit.ts';

const arn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const isRosters = (one: string) => one.includes('role/Granted');
const state = (version: string, ...names: readonly string[]): Version => ({
  version,
  data: { mapRoles: names.map((name) => `- rolearn: ${arn(name)}\n  username: ${name}\n`).join('') },
});
const wrote = (version: string, op: 'add' | 'remove', name: string): Acknowledged => ({
  ...{ writer: 'ann', op, version, arn: arn(name) },
});
const lostIn = (history: readonly Version[], acknowledged: readonly Acknowledged[]) =>
  audit({ history, acknowledged, isRosters }).lost;

describe('a race in which nothing is lost', () => {
  it('counts the writes of each side', () => {
    const history = [
      state('1', 'Nodes'),
      state('2', 'Nodes', 'A'),
      state('3', 'Nodes', 'A', 'Granted1', 'Granted2'),
      state('4', 'Nodes', 'Granted1', 'Granted2'),
    ];
    const found = audit({
      history,
      acknowledged: [wrote('2', 'add', 'A'), wrote('4', 'remove', 'A')],
      isRosters,
    });
    expect(found).toEqual({ writes: { ann: 2, roster: 1 }, rosters: [history[2]], lost: [] });
  });
});

describe('a lost update', () => {
  it('is a row that another write takes away', () => {
    const history = [state('1'), state('2', 'A'), state('3', 'Granted1')];
    expect(lostIn(history, [wrote('2', 'add', 'A')])).toEqual([`roster's write 3 did: remove ${arn('A')}`]);
  });

  it('is a removed row that another write brings back', () => {
    const history = [state('1', 'A'), state('2'), state('3', 'A', 'Granted1')];
    expect(lostIn(history, [wrote('2', 'remove', 'A')])).toEqual([`roster's write 3 did: add ${arn('A')}`]);
  });

  it("is a row of Roster's that a foreign write takes away", () => {
    const history = [state('1', 'Granted1'), state('2', 'A')];
    expect(lostIn(history, [wrote('2', 'add', 'A')])).toEqual([
      `ann's write 2 did: remove ${arn('Granted1')}`,
    ]);
  });

  it('is a write that was acknowledged and never stood, or changed nothing', () => {
    expect(lostIn([state('1')], [wrote('2', 'add', 'A')])).toEqual([
      "ann's write 2 was acknowledged and never stood",
    ]);
    expect(lostIn([state('1'), state('2')], [wrote('2', 'add', 'A')])).toEqual([
      `ann's write 2 did not add ${arn('A')}`,
    ]);
  });

  it('is a document that nobody can read any more', () => {
    const broken = { version: '2', data: { mapRoles: '- a: [' } };
    expect(lostIn([state('1', 'A'), broken], [])).toEqual([
      `roster's write 2 did: remove ${arn('A')}`,
      "roster's write 2 did: add (the document)",
    ]);
  });
});
