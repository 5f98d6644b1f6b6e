import { describe, expect, it } from 'vitest';
import { account, mapping, role } from '../../test/readings.ts';
import type { IdentityMapping } from '../aws-auth/mapping.ts';
import { foreignFindings, foreignMarks } from './foreign-findings.ts';

const plain = mapping(role('Plain'), ['view']);
const master = mapping(role('Master'), ['system:masters']);
const promoted = { ...plain, groups: ['view', 'system:masters'] };
const masters = 'group system:masters';

const writer = mapping(role('RosterWrite'), ['roster:write']);
const rules = { account, privilegedGroups: ['platform'], writers: [writer.arn.toLowerCase()] };
const look = (foreign: readonly IdentityMapping[], seen?: readonly string[]) => {
  const found = foreignFindings(foreign, rules, seen);
  return { ...found, seen: foreignMarks(foreign, found.privileged) };
};

describe('foreignFindings', () => {
  it('finds no row new at the first look, but names who is privileged', () => {
    const first = look([plain, master]);
    const privileged = [{ principal: master.arn, why: masters }];
    expect(first).toMatchObject({ newForeign: [], privileged, newPrivileged: privileged });
    expect(look([plain, master], first.seen)).toMatchObject({
      newForeign: [],
      privileged,
      newPrivileged: [],
    });
  });

  it('finds the new ones, and the privileged among them', () => {
    expect(look([plain, master], look([]).seen)).toMatchObject({
      newForeign: [plain.arn, master.arn],
      newPrivileged: [{ principal: master.arn, why: masters }],
    });
  });

  it('finds a row that has become privileged since, but not one that is so no longer', () => {
    const later = look([promoted], look([plain]).seen);
    expect(later).toMatchObject({ newForeign: [], newPrivileged: [{ principal: plain.arn, why: masters }] });
    expect(look([plain], later.seen)).toMatchObject({ newForeign: [], newPrivileged: [], privileged: [] });
  });

  it('finds more privilege', () => {
    const weaker = { ...plain, groups: ['platform'] };
    expect(look([promoted], look([weaker]).seen).newPrivileged).toEqual([
      { principal: plain.arn, why: masters },
    ]);
  });

  it('knows a row again in another case', () => {
    const { seen } = look([plain, master]);
    const shouting = [plain, master].map((row) => ({ ...row, arn: row.arn.toUpperCase() }));
    expect(look(shouting, seen)).toMatchObject({ newForeign: [], newPrivileged: [] });
  });

  const nodes = ['system:bootstrappers', 'system:nodes'];
  it.each<[string, IdentityMapping]>([
    ['nodes of the own account', mapping(role('Nodes'), nodes, 'system:node:{{EC2PrivateDNSName}}')],
    ['our own role that writes', writer],
    ['our own role that writes, in other letters', { ...writer, arn: writer.arn.toUpperCase() }],
  ])('does not name %s', (_, row) => expect(look([row]).privileged).toEqual([]));

  it.each<[string, IdentityMapping, string]>([
    ['nodes that are masters', mapping(role('N'), [...nodes, 'system:masters'], 'system:node:x'), masters],
    [
      'nodes of another account',
      mapping('arn:aws:iam::666677778888:role/Nodes', nodes, 'system:node:{{SessionName}}'),
      'group system:bootstrappers',
    ],
    ['who has our write group', mapping(role('Other'), ['roster:write']), 'group roster:write'],
    ['our own role with more', { ...writer, groups: ['roster:write', 'system:masters'] }, masters],
    ['a group of the catalog', mapping(role('P'), ['platform']), 'group platform'],
    [
      'a session',
      mapping(role('S'), ['system:{{SessionName}}']),
      'group system:{{SessionName}} (can become system:masters)',
    ],
  ])('names %s', (_, row, why) => expect(look([row]).privileged).toEqual([{ principal: row.arn, why }]));
});
