import { expect, it } from 'vitest';
import { deniedGrants } from './denied-grants.ts';
import type { Cluster, Fleet, Grant } from './fleet.ts';

const cluster = (account: string): Cluster => ({
  ...{ arn: `arn:aws:eks:eu-west-1:${account}:cluster/c`, name: 'c', account, region: 'eu-west-1' },
  ...{ labels: {}, roles: {}, checks: { daemonSets: [], pods: [], access: [] } },
});
const grant = (name: string, ...principals: Grant['principals']): Grant => ({
  ...{ name, principals, username: 'u', groups: ['g'], clusters: {} },
});
const fleet = (denied: readonly string[]): Fleet => ({
  ...{ rollout: { waves: [], failureBudget: { count: 1 } }, protected: [], trustedAccounts: [] },
  ...{ privilegedGroups: [], denied, ownership: [] },
  clusters: [cluster('111122223333'), cluster('444455556666')],
  grants: [
    grant(
      'ops',
      { arn: 'arn:aws:iam::999999999999:role/team/Ops' },
      { arn: 'arn:aws:iam::999999999999:user/Bob' },
    ),
    grant('dev', { roleName: 'Dev' }),
  ],
});

it('names the grants that give a denied principal nothing', () => {
  expect(deniedGrants(fleet([]))).toEqual([]);
  const denied = ['arn:aws:iam::999999999999:role/Ops', 'arn:aws:iam::444455556666:role/dev'];
  expect(deniedGrants(fleet(denied))).toEqual([
    { grant: 'ops', principal: 'arn:aws:iam::999999999999:role/team/Ops' },
    { grant: 'dev', principal: 'arn:aws:iam::444455556666:role/Dev' },
  ]);
});
