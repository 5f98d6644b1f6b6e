import { describe, expect, it } from 'vitest';
import { loaded, problemsOf } from '../../test/loaded.ts';

const BEGIN = 'apiVersion: roster/v1\n';
const GRANT = `${BEGIN}grants:
  - name: ops
    principals: [{ roleName: Ops }]
    username: ops
    groups: [ops]
    clusters: {}
`;
const CLUSTER = `${BEGIN}clusters:
  - name: a
    account: "111122223333"
    region: eu-west-1
`;

describe('a fleet file', () => {
  it('is read with its defaults applied, and ARNs built', () => {
    const roles = 'defaults: { roles: { read: "arn:{partition}:iam::{account}:role/x/Read" } }\n';
    const own = '    roles: { write: "arn:aws-cn:iam::{account}:role/Write" }\n';
    const { clusters } = loaded(CLUSTER.replace('eu-west-1', 'cn-north-1') + own + roles);
    expect(clusters).toEqual([
      {
        ...{ arn: 'arn:aws-cn:eks:cn-north-1:111122223333:cluster/a', name: 'a', account: '111122223333' },
        ...{ region: 'cn-north-1', labels: {}, checks: { daemonSets: [], pods: [], access: [] } },
        roles: {
          read: 'arn:aws-cn:iam::111122223333:role/x/Read',
          write: 'arn:aws-cn:iam::111122223333:role/Write',
        },
      },
    ]);
  });

  it('has defaults where it says nothing', () => {
    expect(loaded(BEGIN)).toEqual({
      ...{
        rollout: { waves: [], failureBudget: { percent: 5 } },
        protected: [],
        trustedAccounts: [],
        privilegedGroups: [],
        denied: [],
      },
      ...{ ownership: [], clusters: [], grants: [] },
    });
  });

  it.each([
    ['5%', { percent: 5 }],
    ['"0.5%"', { percent: 0.5 }],
    ['3', { count: 3 }],
  ])('reads the failure budget %s', (text, budget) => {
    expect(loaded(`${BEGIN}rollout: { failureBudget: ${text} }`).rollout.failureBudget).toEqual(budget);
  });

  it('keeps scalars as they stand: accounts, labels, dates', () => {
    const labels = '    labels: { version: 1.30, on: yes, zero: 007, none: "" }\n';
    const [cluster] = loaded(CLUSTER.replace('"111122223333"', '012345678901') + labels).clusters;
    expect(cluster?.account).toBe('012345678901');
    expect(cluster?.labels).toEqual({ version: '1.30', on: 'yes', zero: '007', none: '' });
    expect(loaded(`${GRANT}    until: 2030-01-31\n`).grants[0]?.until).toBe('2030-01-31');
  });

  it('keeps the place of each grant', () => {
    expect(loaded(GRANT).grants[0]?.source).toEqual({ file: 'fleet.yaml', line: 3, column: 5 });
  });

  it('may use anchors, and leave lists to be filled', () => {
    const text = `${BEGIN}grants:\nclusters:\n  - &a { name: a, account: "111122223333", region: eu-west-1, labels: &l { x: y } }\n`;
    const more = '  - { name: b, account: "111122223333", region: eu-west-1, labels: *l }\n';
    expect(loaded(text + more).clusters.map(({ labels }) => labels)).toEqual([{ x: 'y' }, { x: 'y' }]);
  });
});

describe('several files', () => {
  it('add up their clusters and grants', () => {
    expect(problemsOf(CLUSTER, GRANT, `${BEGIN}protected: []\n`)).toEqual([]);
  });

  it('set everything else in one place', () => {
    expect(problemsOf(`${BEGIN}protected: []\n`, `${BEGIN}# again\nprotected: []\nrollout: {}\n`)).toEqual([
      '2.yaml:3:12 protected is set in 1.yaml:2 already: keep it in one place',
    ]);
  });

  it('name each cluster of an account and Region, and each grant, once', () => {
    const other = CLUSTER.replace('eu-west-1', 'eu-west-2');
    expect(problemsOf(CLUSTER, other, CLUSTER, GRANT, GRANT)).toEqual([
      '3.yaml:3:5 cluster a in account 111122223333, eu-west-1, is in 1.yaml:3 already',
      '5.yaml:3:5 grant ops is in 4.yaml:3 already',
    ]);
  });

  it('may not give one principal two usernames on a cluster; told once for many clusters', () => {
    const two = CLUSTER + CLUSTER.slice(CLUSTER.indexOf('  -')).replace('name: a', 'name: b');
    const other = GRANT.replace('name: ops', 'name: more').replace('username: ops', 'username: admin');
    const [first, ...rest] = problemsOf(two, GRANT, other);
    expect(first).toMatch(
      /^3\.yaml:3:5 grants ops \(2\.yaml:3\) and more \(3\.yaml:3\) .* \(and 1 more such\)$/,
    );
    expect(rest).toEqual([]);
    expect(problemsOf(two, `${GRANT}    until: 2026-01-31\n`, other)).toEqual([]);
  });

  it('may not give a cluster a role of another partition', () => {
    const roles = '    roles: { read: "arn:aws:iam::{account}:role/Read" }\n';
    expect(problemsOf(CLUSTER.replace('eu-west-1', 'cn-north-1') + roles)).toEqual([
      "1.yaml:3:5 roles.read is arn:aws:iam::111122223333:role/Read, of another partition than the cluster's (aws-cn)",
    ]);
  });
});
