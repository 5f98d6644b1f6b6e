import { describe, expect, it } from 'vitest';
import { account, mapping, reading, role, user } from '../../test/readings.ts';
import type { IdentityMapping } from '../aws-auth/mapping.ts';
import type { OwnedAccess } from './change-set.ts';
import { keepUnmentioned } from './keep-unmentioned.ts';
import { planChanges } from './plan-changes.ts';

const [ops, dev, ci] = [mapping(role('Ops')), mapping(role('Dev')), mapping(role('Ci'))];
const key = ({ arn }: IdentityMapping) => arn.toLowerCase();
const owns = (row: IdentityMapping, ...grants: readonly string[]): OwnedAccess => ({
  principal: key(row),
  grants,
});

interface Given {
  /** What the files ask for, and by which grant. */
  readonly desired?: readonly (readonly [IdentityMapping, string])[];
  readonly rows: readonly IdentityMapping[];
  readonly owned?: readonly OwnedAccess[];
  readonly mode?: 'merge' | 'exclusive';
  readonly denied?: readonly string[];
  /** The grants that the files hold. */
  readonly grants: readonly string[];
}

function keeping({ desired = [], rows, owned = [], mode = 'merge', denied = [], grants }: Given) {
  const changeSet = planChanges({
    desired: desired.map(([row, grant]) => ({ ...row, grants: [grant] })),
    live: reading(rows),
    owned,
    mode,
    account,
    protectedPrincipals: [],
    denied,
  });
  return keepUnmentioned(changeSet, { owned, grants });
}

describe('a run with files that prunes nothing', () => {
  it('removes who is denied all the same, whoever granted it', () => {
    const set = keeping({
      rows: [ops, dev],
      owned: [owns(ops, 'alpha')],
      denied: [ops.arn, dev.arn],
      grants: ['beta'],
    });
    expect(set).toMatchObject({
      changes: [
        { op: 'remove', cause: 'denied', grants: ['alpha'] },
        { op: 'remove', cause: 'denied', grants: [] },
      ],
      owned: [],
      kept: [],
    });
  });

  it('keeps what a grant of another file gave, and who owns it', () => {
    const set = keeping({
      desired: [[dev, 'beta']],
      rows: [ops],
      owned: [owns(ops, 'alpha')],
      grants: ['beta'],
    });
    expect(set.changes).toMatchObject([{ op: 'add', principal: key(dev) }]);
    expect(set.kept).toEqual([{ arn: ops.arn, grants: ['alpha'] }]);
    expect(set.owned).toEqual([owns(dev, 'beta'), owns(ops, 'alpha')]);
    expect(set.foreign).toEqual([]);
  });

  it('keeps what a grant of these files gave and no longer gives: a label may be misspelt', () => {
    const owned = [owns(ops, 'alpha'), owns(dev, 'beta')];
    const set = keeping({ rows: [ops, dev], owned, grants: ['alpha'] });
    expect(set).toMatchObject({ changes: [], owned });
    expect(set.kept).toEqual([
      { arn: ops.arn, grants: ['alpha'] },
      { arn: dev.arn, grants: ['beta'] },
    ]);
  });

  it('keeps what a grant in the files and another gave together: nobody knows whose it is', () => {
    const set = keeping({ rows: [ops], owned: [owns(ops, 'alpha', 'beta')], grants: ['alpha'] });
    expect(set).toMatchObject({ changes: [], owned: [owns(ops, 'alpha', 'beta')] });
  });

  it('adds the groups of the files to those of the other grant, and both own the row', () => {
    const asked = { ...ops, groups: ['beta'] };
    const live = { ...ops, groups: ['alpha'] };
    const set = keeping({
      desired: [[asked, 'beta']],
      rows: [live],
      owned: [owns(ops, 'alpha')],
      grants: ['beta'],
    });
    expect(set.changes).toMatchObject([{ op: 'replace', after: { groups: ['alpha', 'beta'] } }]);
    expect(set).toMatchObject({ kept: [], owned: [owns(ops, 'alpha', 'beta')] });
  });

  it('changes nothing where the other grant gave all of it already, and forgets no owner', () => {
    for (const live of [ops, { ...ops, groups: [...ops.groups, 'more'] }]) {
      const set = keeping({
        desired: [[ops, 'beta']],
        rows: [live],
        owned: [owns(ops, 'alpha')],
        grants: ['beta'],
      });
      expect(set).toMatchObject({ changes: [], owned: [owns(ops, 'alpha', 'beta')] });
    }
  });

  it('leaves a row whose username another grant has set', () => {
    const set = keeping({
      desired: [[{ ...ops, username: 'other' }, 'beta']],
      rows: [ops],
      owned: [owns(ops, 'alpha')],
      grants: ['beta'],
    });
    expect(set).toMatchObject({ changes: [], kept: [{ arn: ops.arn, grants: ['alpha'] }] });
  });

  it('leaves each foreign row of a principal foreign, where chance decides between them', () => {
    const rows = [mapping(user('bob')), mapping(user('BOB'), ['admins'])];
    const changeSet = planChanges({
      ...{ desired: [], live: reading([], rows), owned: [], mode: 'merge', account },
      ...{ protectedPrincipals: [], denied: [] },
    });
    expect(changeSet.foreign).toEqual(rows);
    expect(keepUnmentioned(changeSet, { owned: [], grants: [] }).foreign).toEqual(rows);
  });

  it('removes no foreign row, though the cluster is exclusive; it stays foreign', () => {
    const set = keeping({ desired: [[dev, 'beta']], rows: [dev, ci], mode: 'exclusive', grants: ['beta'] });
    expect(set.changes).toMatchObject([{ op: 'adopt', principal: key(dev) }]);
    expect(set).toMatchObject({
      foreign: [ci],
      kept: [{ arn: ci.arn, grants: [] }],
      owned: [owns(dev, 'beta')],
    });
  });
});
