import { METRICS, type MachineName } from '@roster/workflow/deployment';
import { Duration } from 'aws-cdk-lib';
import {
  GraphWidget,
  LogQueryVisualizationType,
  LogQueryWidget,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { measured } from '../measures.ts';
import type { WatchedWorker } from '../worker-alarms.ts';

export interface RunRowsProps {
  readonly prefix: string;
  readonly machines: Readonly<Partial<Record<MachineName, IStateMachine>>>;
  readonly workers: readonly WatchedWorker[];
}

/** What changed: the runs, and what they wrote to which cluster. */
export function runRows(props: RunRowsProps): readonly (readonly IWidget[])[] {
  return [[...runGraphs(props)], [...changes(props)]];
}

function runGraphs({ prefix, machines }: RunRowsProps): readonly IWidget[] {
  const machine = Object.entries(machines);
  const period = Duration.minutes(5);
  return [
    new GraphWidget({
      title: 'Runs: ended, failed, halted',
      left: [
        measured(prefix, METRICS.runsEnded).with({ label: 'ended' }),
        measured(prefix, METRICS.runsFailed).with({ label: 'failed' }),
        measured(prefix, METRICS.runsHalted).with({ label: 'halted' }),
      ],
      width: 8,
    }),
    new GraphWidget({
      title: 'How long runs take, by machine',
      left: machine.map(([name, of]) => of.metricTime({ label: name, period, statistic: 'max' })),
      width: 8,
    }),
    new GraphWidget({
      title: 'Clusters never heard from; minutes that the lease was held',
      left: [measured(prefix, METRICS.neverHeardFrom).with({ label: 'clusters' })],
      right: [measured(prefix, METRICS.leaseHeld).with({ label: 'minutes' })],
      width: 8,
    }),
  ];
}

/** Asked of the workers' log lines (libs/worker), so that each line names its cluster and its run. */
function changes({ workers }: RunRowsProps): readonly IWidget[] {
  const logsOf = (name: WatchedWorker['worker']) =>
    workers.filter(({ worker }) => worker === name).map(({ logGroup }) => logGroup.logGroupName);
  return [
    new LogQueryWidget({
      title: 'What changed: clusters that a run wrote to',
      logGroupNames: logsOf('apply').concat(logsOf('verify')),
      view: LogQueryVisualizationType.TABLE,
      queryLines: [
        'fields @timestamp, cluster, outcome, reason, run, worker',
        "filter mode in ['apply', 'restore'] and outcome in ['changed', 'rolledBack', 'unhealthy']",
        'sort @timestamp desc',
        'limit 50',
      ],
      width: 12,
    }),
    new LogQueryWidget({
      title: 'What went wrong: errors by worker and kind',
      logGroupNames: workers.map(({ logGroup }) => logGroup.logGroupName),
      view: LogQueryVisualizationType.TABLE,
      queryLines: [
        'filter level like /(?i)error/',
        'stats count(*) as times, count_distinct(cluster) as clusters, latest(message) as last by worker, error',
        'sort times desc',
        'limit 50',
      ],
      width: 12,
    }),
  ];
}
