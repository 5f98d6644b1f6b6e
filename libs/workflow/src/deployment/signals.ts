/** The CloudWatch namespace of Roster's metrics; each has the dimension `Prefix`, the deployment's. */
export const METRICS_NAMESPACE = 'Roster';

/** What runs measure, by CloseRun and, of the lease, by Gate; alarms and the dashboard read the same names. Units: counts, hours, minutes. */
export const METRICS = {
  /** 1 at the end of each run: none for too long means that the schedule died. */
  runsEnded: 'RunsEnded',
  /** 1 when the run ended by an error, or is unhealthy without having been halted. */
  runsFailed: 'RunsFailed',
  /** 1 when the failure budget halted it. */
  runsHalted: 'RunsHalted',
  /** Clusters that are pending at the end. */
  neverHeardFrom: 'ClustersNeverHeardFrom',
  /** Clusters of the whole fleet by the outcome that stands, with the dimension `Outcome` besides (OUTCOME_DIMENSION). */
  clusters: 'Clusters',
  /** Clusters that drifted. */
  drifted: 'ClustersDrifted',
  /** How long the oldest drift stands, in hours. */
  oldestDrift: 'OldestDriftHours',
  /** New foreign rows, and new privilege of old ones, that this run was the first to see. */
  newForeignRows: 'NewForeignRows',
  /** Foreign rows that are privileged, as they stand. */
  foreignPrivileged: 'ForeignRowsPrivileged',
  /** Live rows whose grant is past its `until`. */
  pastUntil: 'RowsPastUntil',
  /** For how many minutes a run that goes on has held the lease: told at each Gate. */
  leaseHeld: 'LeaseHeldMinutes',
} as const;
/** The dimension that tells `clusters` apart by outcome; its values are the kinds of `Outcome`. */
export const OUTCOME_DIMENSION = 'Outcome';
export type MetricName = (typeof METRICS)[keyof typeof METRICS];

/** What each worker counts beside: an event that ended by a fault, with the fault's name as a further dimension. */
export const WORKER_FAULTS = { metric: 'WorkerFaults', dimension: 'Fault' } as const;

/** `source` of Roster's events on the default bus. */
export const EVENT_SOURCE = 'roster';

/** `detail-type` of each event. */
export const EVENTS = {
  runEnded: 'Roster Run Ended',
  clusterWorse: 'Roster Cluster Worse',
  foreignRow: 'Roster Foreign Row',
} as const;
