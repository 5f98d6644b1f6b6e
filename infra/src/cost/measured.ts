import type { WorkerState } from '@roster/workflow';
import data from './measured.json' with { type: 'json' };
import type { WayName } from './ways.ts';

/** A state that calls a worker, or what the machine itself asks of DynamoDB. */
export type MeasuredState = WorkerState | 'ReadShard' | 'Record';

/** What the calls of a state take in a run, all together. Times in ms. */
export interface Taken {
  readonly cpuMs: number;
  /** Time that the sandbox's answers were waited for. */
  readonly waitMs: number;
  /** HTTP calls to AWS, AssumeRole aside, and to clusters. */
  readonly aws: number;
  readonly cluster: number;
  /** Calls of DynamoDB, and the request units that it told. */
  readonly store: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}

/** ms that a fresh process takes to import a worker's bundle. */
export const IMPORT_MS = data.importMs;

export const MEASURED_AT = `${data.at}, ${data.machine}`;

interface Took {
  readonly calls: number;
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly http: Readonly<Record<string, number | undefined>>;
  readonly store: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}

/**
 * What a state takes in a run over so many clusters: the line through the two sizes that were measured, never below
 * nothing. Error for a state that was not measured on that way.
 */
export function takenBy(way: WayName, state: MeasuredState, clusters: number): Taken {
  const [small, large] = data.measured.map((one) => {
    const took = (one[way] as Readonly<Record<string, Took | undefined>>)[state];
    if (took === undefined) throw new Error(`measured.json: ${state} was not measured on the way ${way}`);
    return { clusters: one.clusters, taken: figuresOf(took) };
  });
  if (small === undefined || large === undefined) throw new Error('measured.json: two sizes are needed');
  const line = (figure: keyof Taken) => {
    const [from, to] = [small.taken[figure], large.taken[figure]];
    const slope = (to - from) / (large.clusters - small.clusters);
    return Math.max(0, from + slope * (clusters - small.clusters));
  };
  return {
    cpuMs: line('cpuMs'),
    waitMs: line('waitMs'),
    aws: line('aws'),
    cluster: line('cluster'),
    store: line('store'),
    readUnits: line('readUnits'),
    writeUnits: line('writeUnits'),
  };
}

function figuresOf({ cpuMs, wallMs, http, store, readUnits, writeUnits }: Took): Taken {
  const calls = (of: (kind: string) => boolean) =>
    Object.entries(http).reduce((sum, [kind, count = 0]) => (of(kind) ? sum + count : sum), 0);
  return {
    ...{ cpuMs, waitMs: Math.max(0, wallMs - cpuMs), store, readUnits, writeUnits },
    aws: calls((kind) => !kind.startsWith('k8s:') && kind !== 'sts:AssumeRole'),
    cluster: calls((kind) => kind.startsWith('k8s:')),
  };
}
