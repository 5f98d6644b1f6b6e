import { clusterArn, type Change } from '@roster/access';
import { describe, expect, it } from 'vitest';
import { plain } from '../src/output/paint.ts';
import { renderByPrincipal } from '../src/report/by-principal.ts';
import { renderFleetChanges, type ChangesOn } from '../src/report/fleet-changes.ts';

const END = { limit: 10, whole: 'roster runs show R --all-changes' };
const accountOf = (index: number): string => String(100000000000 + (index % 12));
const clusterAt = (index: number): string =>
  clusterArn({ name: `c${String(index)}`, account: accountOf(index), region: 'eu-west-1' });
const adds = (arn: string, group: string): Change => ({
  op: 'add',
  principal: arn.toLowerCase(),
  list: 'mapRoles',
  after: { arn, username: 'ops', groups: [group] },
});
const ofOwn = (index: number, name = 'Ops'): string => `arn:aws:iam::${accountOf(index)}:role/${name}`;
const fleet = (changes: (index: number) => readonly Change[], size = 288): readonly ChangesOn[] =>
  Array.from({ length: size }, (_, index) => ({ cluster: clusterAt(index), changes: changes(index) }));

describe('the changes of a fleet', () => {
  it('a grant by roleName is one line over 288 clusters of 12 accounts', () => {
    const text = renderFleetChanges(
      fleet((index) => [adds(ofOwn(index), 'operators')]),
      plain,
      END,
    );
    expect(text.split('\n')).toEqual([
      '  c0 (100000000000, eu-west-1), c1 (100000000001, eu-west-1), c2 (100000000002, eu-west-1) and 285 more clusters, in 12 accounts',
      '    +  arn:aws:iam::{account}:role/Ops  ops  [operators]',
      '',
    ]);
  });

  it('one principal of one account is written as it is, on clusters of its own account too', () => {
    const text = renderFleetChanges(
      fleet(() => [adds(ofOwn(3, 'Audit'), 'viewers')]),
      plain,
      END,
    );
    expect(text).toContain(`+  ${ofOwn(3, 'Audit')}  ops  [viewers]`);
    expect(text.split('\n')).toHaveLength(3);
  });

  it('clusters of one account alone have their principals as they are written', () => {
    const one = fleet((index) => [adds(ofOwn(index, 'Team/Ops'), 'x')], 1);
    expect(renderFleetChanges(one, plain, END)).toContain('+  arn:aws:iam::100000000000:role/Team/Ops ');
  });

  it('what is on most clusters stands first, and a list ends with how many more there are', () => {
    const some = fleet((index) => [
      ...(index === 0 ? [adds(ofOwn(0, 'Once'), 'x')] : []),
      adds(ofOwn(index), 'operators'),
      ...Array.from({ length: 15 }, (_, at) => adds(ofOwn(index, `R${String(at)}`), 'x')),
    ]);
    const lines = renderFleetChanges(some, plain, END).split('\n');
    expect(lines[1]).toContain('role/Ops');
    expect(lines.filter((line) => line.includes('+  '))).toHaveLength(11);
    expect(lines.at(-2)).toBe('  and 6 more changes: roster runs show R --all-changes');
  });

  it('an adoption is no change', () => {
    const adopts = fleet((index) => [{ ...adds(ofOwn(index), 'x'), op: 'adopt' } as Change]);
    expect(renderFleetChanges(adopts, plain, END)).toBe('');
  });
});

it('13,000 new foreign rows end with how many more there are, and what lists them', () => {
  const rows = Array.from({ length: 13_000 }, (_, index) => ({
    cluster: clusterAt(index % 50),
    principal: `arn:aws:iam::999999999999:role/Team/R${String(index)}`,
    notes: [],
  }));
  const lines = renderByPrincipal(rows, plain, END).split('\n');
  expect(lines).toHaveLength(22);
  expect(lines[0]).toBe('  arn:aws:iam::999999999999:role/Team/R0');
  expect(lines.at(-2)).toBe('  and 12,990 more principals: roster runs show R --all-changes');
});
