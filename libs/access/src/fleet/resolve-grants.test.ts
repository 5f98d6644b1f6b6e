import { describe, expect, it } from 'vitest';
import type { Cluster, Grant } from './fleet.ts';
import { resolveGrants } from './resolve-grants.ts';

const at = '111122223333';
const now = new Date('2027-01-31T12:00:00Z');
const ops = `arn:aws:iam::${at}:role/Ops`;

function clusterIn(region: string, labels: Record<string, string> = {}): Cluster {
  const arn = `arn:${region.startsWith('cn-') ? 'aws-cn' : 'aws'}:eks:${region}:${at}:cluster/c`;
  const checks = { daemonSets: [], pods: [], access: [] };
  return { arn, name: 'c', account: at, region, labels, roles: {}, checks };
}

function grant(name: string, more: Partial<Grant> = {}): Grant {
  const source = { file: 'fleet.yaml', line: name.length, column: 3 };
  return { name, principals: [{ arn: ops }], username: 'ops', groups: ['g'], clusters: {}, source, ...more };
}

function resolve(grants: readonly Grant[], cluster = clusterIn('eu-west-1'), denied: readonly string[] = []) {
  const resolution = resolveGrants({ grants, denied, cluster, now });
  return 'desired' in resolution ? resolution.desired : resolution.problems.map(({ message }) => message);
}

describe('resolveGrants', () => {
  it('gives nothing to who is denied, by any way of naming the role, and no reason to contradict', () => {
    const other = 'arn:aws:iam::111122223333:role/Dev';
    const both = [
      grant('a', { principals: [{ arn: ops }, { arn: other }] }),
      grant('b', { username: 'contradicts' }),
    ];
    for (const denied of [
      ops,
      ops.toUpperCase().replace(/^ARN:AWS:IAM/, 'arn:aws:iam'),
      ops.replace('role/', 'role/team/'),
    ]) {
      expect(resolve(both, undefined, [denied])).toMatchObject([{ arn: other }]);
    }
  });

  it('unites the groups of grants that give one principal the same username', () => {
    const sso = `arn:aws:iam::${at}:role/aws-reserved/sso.amazonaws.com/OPS`;
    const grants = [
      grant('a', { groups: ['x', 'y'] }),
      grant('b', { principals: [{ arn: sso }], groups: ['y', 'z'] }),
    ];
    expect(resolve(grants)).toEqual([
      { arn: ops, username: 'ops', groups: ['x', 'y', 'z'], grants: ['a', 'b'] },
    ]);
  });

  it('counts a grant once, though it names a principal twice', () => {
    const twice = grant('a', { principals: [{ arn: ops }, { roleName: 'Ops' }] });
    expect(resolve([twice])).toEqual([{ arn: ops, username: 'ops', groups: ['g'], grants: ['a'] }]);
  });

  it('takes a role name in the account and the partition of the cluster', () => {
    const byName = grant('a', { principals: [{ roleName: 'OnCall' }] });
    expect(resolve([byName], clusterIn('cn-north-1'))).toMatchObject([
      { arn: `arn:aws-cn:iam::${at}:role/OnCall` },
    ]);
  });

  it('strips role paths, keeps user paths and users apart', () => {
    const arns = [`arn:aws:iam::${at}:role/team/A`, `arn:aws:iam::${at}:user/team/A`];
    const found = resolve([grant('a', { principals: arns.map((arn) => ({ arn })) })]);
    expect(found).toMatchObject([
      { arn: `arn:aws:iam::${at}:role/A` },
      { arn: `arn:aws:iam::${at}:user/team/A` },
    ]);
  });

  it('asks only for clusters that the selector matches', () => {
    const prod = grant('a', { clusters: { matchLabels: { env: 'prod' } } });
    expect(resolve([prod], clusterIn('eu-west-1', { env: 'prod' }))).toHaveLength(1);
    expect(resolve([prod], clusterIn('eu-west-1', { env: 'dev' }))).toEqual([]);
  });

  it.each([
    ['2027-01-31', 1],
    ['2027-01-30', 0],
    ['2027-01-31T12:00:00Z', 1],
    ['2027-01-31T11:59:59Z', 0],
  ])('desires a grant until %s: %i row', (until, rows) => {
    expect(resolve([grant('a', { until })])).toHaveLength(rows);
  });

  it('forgets an ended grant altogether: no group of it, no conflict with it', () => {
    const ended = grant('a', { until: '2026-12-31', username: 'other', groups: ['old'] });
    expect(resolve([ended, grant('b')])).toMatchObject([{ username: 'ops', groups: ['g'], grants: ['b'] }]);
  });

  it('names every conflict at once, with both grants and their lines', () => {
    const [one, two, three] = [
      grant('a'),
      grant('bb', { username: 'dev' }),
      grant('ccc', { username: 'qa' }),
    ];
    const on = 'arn:aws:eks:eu-west-1:111122223333:cluster/c';
    expect(resolve([one, two, three])).toEqual([
      `grants a (fleet.yaml:1) and bb (fleet.yaml:2) give ${ops} different usernames on ${on}, "ops" and "dev": use one username, or narrow a selector`,
      `grants a (fleet.yaml:1) and ccc (fleet.yaml:3) give ${ops} different usernames on ${on}, "ops" and "qa": use one username, or narrow a selector`,
    ]);
  });

  it('refuses an ARN of another partition, what is no principal, and what is no date', () => {
    const grants = [
      grant('a'),
      grant('bb', { principals: [{ arn: 'arn:aws:s3:::bucket' }, { roleName: 'no blanks' }] }),
      grant('ccc', { until: 'soon' }),
    ];
    const on = 'arn:aws-cn:eks:cn-north-1:111122223333:cluster/c';
    expect(resolve(grants, clusterIn('cn-north-1'))).toEqual([
      `grant a (fleet.yaml:1) names ${ops}, which can never call a cluster of another partition (cluster ${on}): narrow its selector, or use roleName`,
      `grant bb (fleet.yaml:2) names arn:aws:s3:::bucket, which is no IAM role or user (cluster ${on}): give the ARN of a role or user, or a role name`,
      `grant bb (fleet.yaml:2) names arn:aws-cn:iam::${at}:role/no blanks, which is no IAM role or user (cluster ${on}): give the ARN of a role or user, or a role name`,
      `grant ccc (fleet.yaml:3) has until: soon, which is no date (cluster ${on}): write it as 2027-01-31 or 2027-01-31T18:00Z`,
    ]);
  });

  it('refuses one session, and access that no grant may give, on each cluster where it is asked for', () => {
    const session = `arn:aws:sts::${at}:assumed-role/Developers/alice@example.com`;
    const grants = [
      grant('a', { principals: [{ arn: session }], groups: ['system:masters'] }),
      grant('bb', { groups: ['system:{{SessionName}}'] }),
      grant('ccc', { clusters: { names: ['another'] }, username: 'a\u0000' }),
    ];
    const on = 'arn:aws:eks:eu-west-1:111122223333:cluster/c';
    expect(resolve(grants)).toEqual([
      `grant a (fleet.yaml:1) names ${session}, one session of a role: everybody who takes the role would get in (cluster ${on}): give arn:aws:iam::${at}:role/Developers, if the whole role is meant`,
      `grant bb (fleet.yaml:2) cannot be carried out: the group "system:{{SessionName}}" must not hold a template: a session chooses its own name, and so its group (cluster ${on}): change the grant`,
    ]);
  });

  it('gives problems as data, too', () => {
    const { source, ...bare } = grant('a', { username: 'dev' });
    const cluster = clusterIn('eu-west-1');
    expect(resolveGrants({ grants: [grant('b'), bare], denied: [], cluster, now })).toMatchObject({
      problems: [
        {
          code: 'conflicting-usernames',
          cluster: cluster.arn,
          grants: [{ name: 'b', source }, { name: 'a' }],
        },
      ],
    });
  });
});
