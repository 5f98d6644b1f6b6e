import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { METRICS_NAMESPACE, prefixOf, WORKER_FAULTS } from '@roster/workflow';

/**
 * Counts an event that ended by a fault, by the fault's name: a line in the embedded metric format, of which CloudWatch
 * makes the metric, so no call is made. A function that is of no deployment, as in tests, counts nothing.
 */
export function countFault(fault: string, functionName: string): void {
  const prefix = prefixOf(functionName);
  if (prefix === undefined) return;
  const metrics = new Metrics({ namespace: METRICS_NAMESPACE, singleMetric: true });
  // Powertools' own dimension, the service, would be one more to name in each alarm.
  metrics.clearDefaultDimensions();
  metrics.addDimension('Prefix', prefix);
  metrics.addDimension(WORKER_FAULTS.dimension, fault);
  metrics.addMetric(WORKER_FAULTS.metric, MetricUnit.Count, 1);
}
