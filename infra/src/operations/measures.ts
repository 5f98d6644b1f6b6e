import { METRICS, METRICS_NAMESPACE, OUTCOME_DIMENSION, type MetricName } from '@roster/workflow/deployment';
import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';

/** Those that tell of one run and are added up; the others tell how things stand, and their highest counts. */
const ADDED: readonly MetricName[] = [METRICS.runsEnded, METRICS.newForeignRows];

/** A metric that a run leaves behind, of the deployment with that prefix. */
export function measured(prefix: string, metricName: MetricName, period = Duration.minutes(5)): Metric {
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    dimensionsMap: { Prefix: prefix },
    statistic: ADDED.includes(metricName) ? Stats.SUM : Stats.MAXIMUM,
    period,
  });
}

/** The clusters of the fleet by outcome: a line for each outcome that there is. */
export function clustersByOutcome(prefix: string): IMetric {
  const schema = `{${METRICS_NAMESPACE},${OUTCOME_DIMENSION},Prefix}`;
  return new MathExpression({
    expression: `SEARCH('${schema} MetricName="${METRICS.clusters}" Prefix="${prefix}"', 'Maximum', 300)`,
    label: `\${PROP('Dim.${OUTCOME_DIMENSION}')}`,
    period: Duration.minutes(5),
  });
}
