import { clusterArn, type Change, type IdentityMapping } from '@roster/access';
import type { ReportedCluster, RunReport } from '../src/report/run-report.ts';

export const ROWS = {
  ...{ add: 0, adopt: 0, replace: 0, remove: 0, withheld: 0, undecided: 0, foreign: 0 },
  ...{ kept: 0, newForeign: 0, newPrivileged: 0, privileged: 0, pastUntil: 0 },
};
export const arnOf = (name: string) => clusterArn({ name, account: '111122223333', region: 'eu-west-1' });
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const mapping = (name: string, ...groups: readonly string[]): IdentityMapping => ({
  arn: role(name),
  username: name.toLowerCase(),
  groups,
});

/** A change of each kind. */
export const CHANGES: readonly Change[] = [
  { op: 'add', principal: 'a', list: 'mapRoles', after: mapping('Ops', 'operators') },
  { op: 'adopt', principal: 'b', list: 'mapRoles', after: mapping('Dev', 'developers') },
  {
    op: 'replace',
    principal: 'c',
    list: 'mapRoles',
    before: mapping('Ci', 'system:masters'),
    after: mapping('Ci', 'deployers', 'viewers'),
  },
  {
    op: 'remove',
    principal: 'd',
    list: 'mapUsers',
    before: { ...mapping('Gone'), username: '' },
    cause: 'withdrawn',
    grants: ['team', 'on-call'],
  },
];

export const cluster = (name: string, more: Partial<ReportedCluster> = {}): ReportedCluster => ({
  ...{
    cluster: arnOf(name),
    outcome: 'inSync',
    reason: '',
    message: '',
    rows: ROWS,
    checks: [],
    changes: [],
    withheld: [],
  },
  ...{ kept: [], newForeign: [], privileged: [], newPrivileged: [] },
  ...{ refusals: [], overridden: [], partlyWritten: false },
  ...more,
});

/** A report of these clusters, the worst of which stand first. */
export function report(results: readonly ReportedCluster[], more: Partial<RunReport> = {}): RunReport {
  const counts: Record<string, number> = {};
  for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1;
  const newForeign = results.reduce((sum, { rows }) => sum + rows.newForeign, 0);
  return {
    ...{
      run: '20261124T081230Z-k3f9',
      mode: 'plan',
      preview: false,
      state: 'done',
      error: '',
      message: '',
      who: 'ann@laptop',
      change: '',
      execution: '20261124T081230Z-k3f9',
      revision: '7',
    },
    ...{ openedAt: '2026-11-24T08:12:30.000Z', closedAt: '2026-11-24T08:12:34.200Z' },
    unmatched: [],
    ...{ whole: true, clusters: results.length, counts, rows: { ...ROWS, newForeign }, results },
    ...more,
  };
}
