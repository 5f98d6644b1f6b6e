import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { OUTCOME_KINDS } from '@roster/access';
import type { FleetStanding, RunNews } from '@roster/reconcile';
import {
  METRICS,
  METRICS_NAMESPACE,
  OUTCOME_DIMENSION,
  writesClusters,
  type MetricName,
} from '@roster/workflow';

type Measured = Partial<Record<MetricName, number>>;
/** CloudWatch has no unit for the others: they are hours and minutes. */
const PLAIN: readonly string[] = [METRICS.oldestDrift, METRICS.leaseHeld];

/** The metrics of a run's news, as lines of CloudWatch's embedded metric format (README.md, Metrics). */
export function metricLines(news: RunNews, prefix: string): readonly string[] {
  const { standing } = news;
  const run = { ...ofRun(news), ...(standing === undefined ? {} : ofStanding(standing)) };
  return [
    line({ Prefix: prefix }, run),
    ...(standing === undefined
      ? []
      : OUTCOME_KINDS.map((kind) =>
          line(
            { Prefix: prefix, [OUTCOME_DIMENSION]: kind },
            { [METRICS.clusters]: standing.counts[kind] ?? 0 },
          ),
        )),
  ];
}

/** For how many minutes a run that goes on has held the lease. */
export const leaseLine = (minutes: number, prefix: string): string =>
  line({ Prefix: prefix }, { [METRICS.leaseHeld]: minutes });

/** A halted run is not counted as failed too: each has an alarm of its own. */
function ofRun({ mode, state, healthy, counts, foreign }: RunNews): Measured {
  const halted = state === 'halted';
  return {
    [METRICS.runsEnded]: 1,
    [METRICS.runsFailed]: healthy || halted ? 0 : 1,
    ...(writesClusters(mode) && counts !== undefined ? { [METRICS.runsHalted]: halted ? 1 : 0 } : {}),
    ...(counts === undefined ? {} : { [METRICS.neverHeardFrom]: counts['pending'] ?? 0 }),
    ...(mode === 'verify' || counts === undefined ? {} : { [METRICS.newForeignRows]: foreign.length }),
  };
}

function ofStanding({ drifted, oldestDriftHours, privileged, pastUntil }: FleetStanding): Measured {
  return {
    [METRICS.foreignPrivileged]: privileged,
    [METRICS.drifted]: drifted,
    [METRICS.oldestDrift]: oldestDriftHours,
    ...(pastUntil === undefined ? {} : { [METRICS.pastUntil]: pastUntil }),
  };
}

function line(dimensions: Record<string, string>, values: Measured): string {
  const metrics = new Metrics({ namespace: METRICS_NAMESPACE });
  // Powertools adds a dimension `service`; an alarm finds a metric only by exactly its dimensions.
  metrics.clearDefaultDimensions();
  metrics.setDefaultDimensions(dimensions);
  for (const [name, value] of Object.entries(values)) {
    metrics.addMetric(name, PLAIN.includes(name) ? MetricUnit.NoUnit : MetricUnit.Count, value);
  }
  return JSON.stringify(metrics.serializeMetrics());
}
