import { describe, expect, it } from 'vitest';
import { mapping, role } from '../../test/readings.ts';
import { foreignFindings } from './foreign-findings.ts';

const plain = mapping(role('Plain'), ['view']);
const master = mapping(role('Master'), ['system:masters']);
const promoted = { ...plain, groups: ['view', 'system:masters'] };

describe('foreignFindings', () => {
  it('finds nothing new at the first look, and remembers it', () => {
    const first = foreignFindings({ foreign: [plain, master] });
    expect(first).toMatchObject({ newForeign: [], newMasters: [] });
    expect(foreignFindings({ foreign: [plain, master] }, first.seen)).toEqual(first);
  });

  it('finds the new ones, and the masters among them', () => {
    const { seen } = foreignFindings({ foreign: [] });
    expect(foreignFindings({ foreign: [plain, master] }, seen)).toMatchObject({
      newForeign: [plain.arn, master.arn],
      newMasters: [master.arn],
    });
  });

  it('finds a row that has become a master since, but not one that is one no longer', () => {
    const { seen } = foreignFindings({ foreign: [plain] });
    const later = foreignFindings({ foreign: [promoted] }, seen);
    expect(later).toMatchObject({ newForeign: [plain.arn], newMasters: [plain.arn] });
    expect(foreignFindings({ foreign: [plain] }, later.seen)).toMatchObject({
      newForeign: [],
      newMasters: [],
    });
  });

  it('knows a row again in another case', () => {
    const { seen } = foreignFindings({ foreign: [plain] });
    expect(
      foreignFindings({ foreign: [{ ...plain, arn: plain.arn.toUpperCase() }] }, seen).newForeign,
    ).toEqual([]);
  });
});
