import { WAKE_STATES, type Place, type WorkerName, type WorkerState } from '@roster/workflow';
import { WORKER_MEMORY } from '../control-plane/worker-settings.ts';
import { ASSUMED, WHOLE_PROCESSOR_MB } from './assumptions.ts';
import { IMPORT_MS, takenBy, type MeasuredState, type Taken } from './measured.ts';
import { add, type Quantities } from './prices.ts';
import { machineByWorker } from '../control-plane/machine-by-worker.ts';
import { enteredBy, SHARD_SIZE, workersOf, type Entered, type WayName } from './ways.ts';

/** A run, by the share that each service has in it. */
export interface RunQuantities {
  readonly stateMachine: Quantities;
  readonly functions: Quantities;
  readonly tables: Quantities;
  readonly logs: Quantities;
}

/** What a run over so many clusters takes, where all of them go the same way. */
export function quantitiesOfRun(clusters: number, way: WayName): RunQuantities {
  const entered = enteredBy(clusters, way);
  const run: Run = { clusters, way, entered };
  return {
    stateMachine: stateMachineOf(run),
    functions: add(
      ...statesOf(run).map(({ state, worker }) => calls(run, state, worker)),
      { lambdaRequest: WAKE_STATES.length },
      coldStarts(run),
    ),
    tables: add(...measuredStates(run).map((state) => units(run, state))),
    logs: { logGb: logBytes(run) / 1e9 },
  };
}

interface Run {
  readonly clusters: number;
  readonly way: WayName;
  readonly entered: Entered;
}

const wakes: readonly string[] = WAKE_STATES;

/** The states in which a worker works, each once: Wake has it answer at once. */
function statesOf({ entered: { parent, cluster } }: Run) {
  const places = [...parent, ...cluster].filter(
    (place) => workersOf([place]).length > 0 && !wakes.includes(place.name),
  );
  const names = new Map(places.map((place) => [place.name, place]));
  return [...names].map(([name, place]) => ({
    state: name as WorkerState,
    worker: workersOf([place])[0] as WorkerName,
  }));
}

const measuredStates = (run: Run): readonly MeasuredState[] => [
  ...statesOf(run).map(({ state }) => state),
  'ReadShard',
  'Record',
];

/** How often a state is entered in the whole run. */
function timesEntered({ clusters, entered }: Run, state: string): number {
  const inCluster = entered.cluster.filter(({ name }) => name === state).length;
  return inCluster * clusters + entered.parent.filter(({ name }) => name === state).length;
}

/** Gate and CloseRun and OpenRun look at the whole run, side by side: their waiting is measured as it is. */
function msOf({ clusters, way }: Run, state: WorkerState, worker: WorkerName): number {
  const taken = takenBy(way, state, clusters);
  const cpu = taken.cpuMs * slowerBy(worker);
  return isOfCluster(state) ? cpu + answers(taken, clusters) : cpu + taken.waitMs;
}

const isOfCluster = (state: WorkerState) => !['OpenRun', 'Gate', 'CloseRun'].includes(state);

/** A container sees few clusters of an account, so each call takes its role anew: one more of AWS. */
function answers({ aws, cluster, store }: Taken, clusters: number): number {
  const { answerMs } = ASSUMED;
  return (aws + clusters) * answerMs.aws + cluster * answerMs.cluster + store * answerMs.store;
}

const slowerBy = (worker: WorkerName) => Math.max(1, WHOLE_PROCESSOR_MB / WORKER_MEMORY[worker]);

const gbSeconds = (ms: number, worker: WorkerName) => (ms / 1000) * (WORKER_MEMORY[worker] / 1024);

function calls(run: Run, state: WorkerState, worker: WorkerName): Quantities {
  return {
    lambdaRequest: timesEntered(run, state),
    lambdaGbSecond: gbSeconds(msOf(run, state, worker), worker),
  };
}

/** An hour after the last run no container is left: each that is needed at once starts cold, which is paid for. */
function coldStarts(run: Run): Quantities {
  const atOnce = Math.min(run.clusters, ASSUMED.concurrency * SHARD_SIZE);
  const ms = (worker: WorkerName) => IMPORT_MS[worker] * slowerBy(worker);
  const cluster = new Set(workersOf(run.entered.cluster));
  const parent = new Set(workersOf(run.entered.parent));
  return {
    lambdaGbSecond:
      [...cluster].reduce((sum, worker) => sum + gbSeconds(ms(worker), worker) * atOnce, 0) +
      [...parent].reduce((sum, worker) => sum + gbSeconds(ms(worker), worker), 0),
  };
}

function units({ clusters, way }: Run, state: MeasuredState): Quantities {
  const { readUnits, writeUnits } = takenBy(way, state, clusters);
  return { readUnit: readUnits, writeUnit: writeUnits };
}

function stateMachineOf(run: Run): Quantities {
  const { parent, shards } = run.entered;
  return {
    // One more for each child, to be on the safe side: the price list does not say that starting one is free.
    transition: parent.length + shards,
    expressRequest: shards,
    expressGbHour: (shards * childSeconds(run) * childGb()) / 3600,
  };
}

/** From its start to the end of its slowest cluster, in whole tenths of a second as it is billed. */
export function childSeconds(run: Run): number {
  const { answerMs, slowest } = ASSUMED;
  const worked = statesOf(run).filter(({ state }) => isOfCluster(state));
  const workers = worked.reduce((sum, { state, worker }) => sum + msOf(run, state, worker), 0);
  const own = (places: readonly Place[]) => places.filter(({ state }) => isDynamo(state.Resource)).length;
  const { child, cluster } = run.entered;
  const usual = workers / run.clusters + (own(child) + own(cluster)) * answerMs.store;
  return Math.ceil((usual * slowest) / 100) / 10;
}

const isDynamo = (resource = '') => resource.startsWith('arn:') && resource.includes(':dynamodb:');

/** 50 MB, the definition, and what is passed on for each iteration, in chunks of 64 MB (AWS Step Functions pricing). */
function childGb(): number {
  const bytes = JSON.stringify(machineByWorker).length + ASSUMED.payloadBytes * SHARD_SIZE;
  return (Math.ceil((50 + bytes / 2 ** 20) / 64) * 64) / 1024;
}

/** The workers' own: the state machine writes errors alone, of which a usual way has none. */
function logBytes(run: Run): number {
  const called = statesOf(run).reduce((sum, { state }) => sum + timesEntered(run, state), 0);
  return (called + WAKE_STATES.length) * ASSUMED.logBytesOfCall;
}
