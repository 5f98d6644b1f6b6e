import type { RunNews } from '@roster/reconcile';
import { expect, it } from 'vitest';
import { leaseLine, metricLines } from './metrics.ts';

const news: RunNews = {
  ...{ run: 'r', mode: 'apply', who: 'me', at: '2026-01-02T04:00:00.000Z', state: 'done', healthy: true },
  ...{ counts: { inSync: 3, pending: 2 }, worse: [], foreign: [] },
};
const cluster = 'arn:aws:eks:eu-west-1:111122223333:cluster/one';

interface Emf {
  readonly _aws: { readonly CloudWatchMetrics: readonly [Directive] };
  readonly [name: string]: unknown;
}
interface Directive {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
}

/** What a line measures, by CloudWatch's own rules: only what its directive names is a metric. */
function readLine(line: string) {
  const { _aws, ...values } = JSON.parse(line) as Emf;
  const [{ Namespace, Dimensions, Metrics }] = _aws.CloudWatchMetrics;
  const dimensions = Object.fromEntries(Dimensions.flat().map((name) => [name, values[name]]));
  return {
    Namespace,
    dimensions,
    values: Object.fromEntries(Metrics.map(({ Name }) => [Name, values[Name]])),
  };
}
const measured = (change: Partial<RunNews>) => metricLines({ ...news, ...change }, 'roster').map(readLine);

it('measures a run, by the prefix alone', () => {
  const foreign = [
    {
      cluster,
      principal: 'arn:aws:iam::111122223333:role/Evil',
      privileged: true,
      why: 'group system:masters',
    },
  ];
  expect(measured({ foreign })).toEqual([
    {
      Namespace: 'Roster',
      dimensions: { Prefix: 'roster' },
      values: {
        ...{ RunsEnded: 1, RunsFailed: 0, RunsHalted: 0, ClustersNeverHeardFrom: 2 },
        ...{ NewForeignRows: 1 },
      },
    },
  ]);
});

it('measures the lease of a run that goes on, and nothing that would look like its end', () => {
  expect(readLine(leaseLine(7.5, 'roster'))).toEqual({
    ...{ Namespace: 'Roster', dimensions: { Prefix: 'roster' }, values: { LeaseHeldMinutes: 7.5 } },
  });
});

it.each<[string, Partial<RunNews>, object]>([
  ['failed', { state: 'failed', healthy: false }, { RunsFailed: 1, RunsHalted: 0 }],
  ['unhealthy', { healthy: false }, { RunsFailed: 1, RunsHalted: 0 }],
  ['halted', { state: 'halted', healthy: false }, { RunsFailed: 0, RunsHalted: 1 }],
])('tells %s apart', (_, change, values) => expect(measured(change)).toMatchObject([{ values }]));

it('leaves alone what a run has not looked at', () => {
  const [verify] = measured({ mode: 'verify' });
  expect(verify?.values).not.toHaveProperty('NewForeignRows');
  expect(verify?.values).not.toHaveProperty('RunsHalted');
  const { run, mode, who, at } = news;
  const away = { run, mode, who, at, worse: [], foreign: [], state: 'failed', healthy: false } as const;
  expect(Object.keys(JSON.parse(metricLines(away, 'roster')[0] ?? '') as object).toSorted()).toEqual([
    ...['Prefix', 'RunsEnded', 'RunsFailed', '_aws'],
  ]);
});

it('measures how the fleet stands, and each outcome besides, those with no cluster too', () => {
  const standing = {
    counts: { inSync: 3, drifted: 2 },
    drifted: 2,
    oldestDriftHours: 30.5,
    privileged: 4,
    pastUntil: 1,
  };
  const [run, ...outcomes] = measured({ standing });
  expect(run?.values).toMatchObject({
    ClustersDrifted: 2,
    OldestDriftHours: 30.5,
    ForeignRowsPrivileged: 4,
    RowsPastUntil: 1,
  });
  expect(outcomes).toHaveLength(10);
  expect(outcomes.slice(0, 3).map(({ dimensions, values }) => ({ ...dimensions, ...values }))).toEqual([
    { Prefix: 'roster', Outcome: 'inSync', Clusters: 3 },
    { Prefix: 'roster', Outcome: 'drifted', Clusters: 2 },
    { Prefix: 'roster', Outcome: 'changed', Clusters: 0 },
  ]);
});

it('does not measure rows past their until where nobody compared rows', () => {
  const standing = { counts: {}, drifted: 0, oldestDriftHours: 0, privileged: 0 };
  expect(measured({ standing, mode: 'verify' })[0]?.values).not.toHaveProperty('RowsPastUntil');
});
