import type { WorkerName } from '@roster/workflow';
import type { MachineName } from '@roster/workflow/deployment';
import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { AlarmSpec } from './fleet-alarms.ts';

/** A worker as it is deployed. */
export interface WatchedWorker {
  readonly machine: MachineName;
  readonly worker: WorkerName;
  readonly function: IFunction;
  readonly logGroup: ILogGroup;
}

const period = Duration.minutes(5);

/** A worker throws what is worth another try, so a few errors are its way of working: half of its calls are not. */
const MOST_ERRORS = 50;

/** The alarms on the functions: errors of each, throttles of each machine. */
export function workerAlarms(prefix: string, workers: readonly WatchedWorker[]): readonly AlarmSpec[] {
  const machines = [...new Set(workers.map(({ machine }) => machine))];
  return [
    ...workers.map((one) => errors(prefix, one)),
    ...machines.map((machine) => {
      const own = workers.filter((one) => one.machine === machine);
      return throttles(prefix, machine, own);
    }),
  ];
}

/** The share of calls that threw, in percent. */
export function errorShare({
  machine,
  worker,
  function: called,
}: Omit<WatchedWorker, 'logGroup'>): MathExpression {
  // Names are told apart by a whole graph, not by an expression.
  const [errors, calls] = [`${machine}_${worker}_errors`, `${machine}_${worker}_calls`];
  return new MathExpression({
    expression: `100 * ${errors} / ${calls}`,
    usingMetrics: {
      [errors]: called.metricErrors({ period }),
      [calls]: called.metricInvocations({ period }),
    },
    label: `${machine} ${worker}`,
    period,
  });
}

function errors(prefix: string, one: WatchedWorker): AlarmSpec {
  const { machine, worker } = one;
  return {
    id: `Errors-${machine}-${worker}`,
    name: `${prefix}-${machine}-${worker}-errors`,
    severity: machine === 'apply' ? 'high' : 'medium',
    impact: `Most calls of the ${machine} machine's ${worker} worker fail: its runs cannot do their work.`,
    runbook: 'Worker errors',
    metric: errorShare(one),
    threshold: MOST_ERRORS,
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    missing: TreatMissingData.NOT_BREACHING,
  };
}

function throttles(prefix: string, machine: MachineName, workers: readonly WatchedWorker[]): AlarmSpec {
  return {
    id: `Throttles-${machine}`,
    name: `${prefix}-${machine}-throttles`,
    severity: 'low',
    impact: 'The account runs as many functions at once as it may: runs take longer, clusters may fail.',
    runbook: 'Worker throttles',
    metric: new MathExpression({
      expression: 'SUM(METRICS())',
      usingMetrics: Object.fromEntries(
        workers.map(({ worker, function: called }) => [worker, called.metricThrottles({ period })]),
      ),
      label: `${machine} machine`,
      period,
    }),
    threshold: 1,
    missing: TreatMissingData.NOT_BREACHING,
  };
}
