import { expect, it } from 'vitest';
import { loaded } from '../../test/loaded.ts';
import { exampleFleet } from './example-fleet.ts';

/** What is commented out in it, switched on: `# key:` at the place where the key belongs. */
function uncommented(): string {
  return exampleFleet().replace(/^( *)# ((?:defaults|  roles|    read|    write|until):.*)$/gm, '$1$2');
}

it('is a fleet', () => {
  const { clusters, grants, rollout } = loaded(exampleFleet());
  expect(clusters.map(({ name, roles }) => ({ name, roles }))).toEqual([
    { name: 'payments-prod', roles: {} },
  ]);
  expect(grants.map(({ name }) => name)).toEqual(['platform-admins']);
  expect(rollout.failureBudget).toEqual({ percent: 5 });
});

it('is one too with its comments switched on', () => {
  const { clusters, grants } = loaded(uncommented());
  expect(clusters[0]?.roles).toEqual({
    read: 'arn:aws:iam::111122223333:role/RosterRead',
    write: 'arn:aws:iam::111122223333:role/RosterWrite',
  });
  expect(grants[0]?.until).toBe('2027-01-31');
});
