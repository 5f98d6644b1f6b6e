import { describe, expect, it } from 'vitest';
import { withinLimits } from './limits.ts';

const asked = { account: '1', protected: ['a', 'b'], trustedAccounts: ['2', '3'], privilegedGroups: ['x'] };

describe('what a deployment fixes', () => {
  it('is nothing where it says nothing: the catalog decides', () => {
    expect(withinLimits(asked, {})).toEqual({
      account: '1',
      protectedPrincipals: ['a', 'b'],
      privilegedFrom: ['1', '2', '3'],
      privilegedGroups: ['x'],
    });
  });

  it('protects whom the catalog leaves out, and trusts only whom both trust', () => {
    expect(withinLimits(asked, { protected: ['b', 'c'], trustedAccounts: ['3', '4'] })).toEqual({
      account: '1',
      protectedPrincipals: ['b', 'c', 'a'],
      privilegedFrom: ['1', '3'],
      privilegedGroups: ['x'],
    });
    expect(
      withinLimits({ ...asked, trustedAccounts: [] }, { trustedAccounts: ['3'] }).privilegedFrom,
    ).toEqual(['1']);
  });

  it('takes as privileged what either names', () => {
    expect(withinLimits(asked, { privilegedGroups: ['y', 'x'] }).privilegedGroups).toEqual(['y', 'x']);
  });

  it('names the rules that may be overridden, none where the list is empty', () => {
    expect(withinLimits(asked, { overridable: [] })).toHaveProperty('overridable', []);
    expect(withinLimits(asked, { overridable: ['node-rows'] })).toHaveProperty('overridable', ['node-rows']);
  });
});
