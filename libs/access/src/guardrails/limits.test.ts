import { describe, expect, it } from 'vitest';
import { withinLimits } from './limits.ts';

const asked = { account: '1', protected: ['a', 'b'], trustedAccounts: ['2', '3'] };

describe('what a deployment fixes', () => {
  it('is nothing where it says nothing: the catalog decides', () => {
    expect(withinLimits(asked, {})).toEqual({
      protectedPrincipals: ['a', 'b'],
      mastersFrom: ['1', '2', '3'],
    });
  });

  it('protects whom the catalog leaves out, and trusts only whom both trust', () => {
    expect(withinLimits(asked, { protected: ['b', 'c'], trustedAccounts: ['3', '4'] })).toEqual({
      protectedPrincipals: ['b', 'c', 'a'],
      mastersFrom: ['1', '3'],
    });
    expect(withinLimits({ ...asked, trustedAccounts: [] }, { trustedAccounts: ['3'] }).mastersFrom).toEqual([
      '1',
    ]);
  });

  it('names the rules that may be overridden, none where the list is empty', () => {
    expect(withinLimits(asked, { overridable: [] })).toHaveProperty('overridable', []);
    expect(withinLimits(asked, { overridable: ['node-rows'] })).toHaveProperty('overridable', ['node-rows']);
  });
});
