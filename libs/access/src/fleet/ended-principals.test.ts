import { expect, it } from 'vitest';
import { endedPrincipals } from './ended-principals.ts';
import type { Cluster, Grant } from './fleet.ts';

const cluster: Cluster = {
  ...{ arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/one', name: 'one', account: '111122223333' },
  ...{
    region: 'eu-west-1',
    labels: { env: 'prod' },
    roles: {},
    checks: { daemonSets: [], pods: [], access: [] },
  },
};
const role = (name: string, account = '999999999999') => `arn:aws:iam::${account}:role/${name}`;
const grant = (change: Partial<Grant>): Grant => ({
  ...{ name: 'g', username: 'u', groups: ['g'], clusters: {}, principals: [], until: '2026-11-23' },
  ...change,
});
const now = new Date('2026-11-24T08:00:00Z');
const ended = (...grants: readonly Grant[]) =>
  endedPrincipals({
    grants,
    cluster,
    now,
    desired: [{ arn: role('Wanted'), username: 'u', groups: [], grants: [] }],
  });

it('names whom only ended grants ask for, canonical and once', () => {
  const principals = [{ arn: role('team/a/Ops') }, { roleName: 'OnCall' }, { arn: role('Wanted') }];
  expect(ended(grant({ principals }), grant({ principals: [{ arn: role('Ops') }] }))).toEqual([
    role('Ops'),
    role('OnCall', '111122223333'),
  ]);
});

it.each<[string, Partial<Grant>]>([
  ['goes on', { until: '2026-11-24' }],
  ['has no end', { until: undefined as never }],
  ['has an end that is no date', { until: 'soon' }],
  ['is for other clusters', { clusters: { matchLabels: { env: 'test' } } }],
  ['names no principal', { principals: [{ arn: 'nobody' }] }],
])('passes over a grant that %s', (_, change) => {
  expect(ended(grant({ principals: [{ arn: role('Ops') }], ...change }))).toEqual([]);
});
