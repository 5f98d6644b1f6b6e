import { unmatchedSelectors } from '@roster/access';
import { Fault, type OpenInput, type RunInput } from '@roster/workflow';
import type { RunDeps } from '../deps.ts';
import type { Revision, RunHeader } from '../ports/index.ts';
import { cutRollout } from './cut-rollout.ts';
import { decided } from './decided-removals.ts';
import { desiredOf, selectClusters } from './select-clusters.ts';
import { storeTasks } from './store-tasks.ts';
import { askedBy } from './stood.ts';

/** So many selectors that match nothing are kept with a run. */
const TOLD = 50;

/**
 * Plans a run from the current revision: stores a task for each selected cluster and then, when all of them stand, the
 * header. Returns the header that stands, which is another's when two executions opened the run at once.
 */
export async function planRun(
  run: string,
  { execution, input }: OpenInput,
  deps: RunDeps,
): Promise<RunHeader> {
  const { journal, clock } = deps;
  const { id, fleet } = await revisionOf(input, deps);
  const now = clock();
  const clusters = selectClusters(fleet, input);
  const desired = desiredOf(fleet, { clusters, mode: input.mode, now });
  const status = new Map((await journal.listStatus()).map((one) => [one.cluster, one]));
  const { waves, tasks } = decided(input, cutRollout({ run, input, fleet, desired, status, now }), status);
  await storeTasks(journal, tasks);
  const unmatched = input.mode === 'verify' ? [] : unmatchedSelectors(fleet).slice(0, TOLD);
  const header: RunHeader = {
    run,
    mode: input.mode,
    who: input.who,
    ...(input.change === undefined ? {} : { change: input.change }),
    revision: id,
    asked: askedBy(input),
    executions: [execution],
    openedAt: now.toISOString(),
    waves,
    clusters: tasks.length,
    ...(input.expectRemovals === undefined ? {} : { expectRemovals: input.expectRemovals }),
    ...(tasks.length === fleet.clusters.length ? { whole: true } : {}),
    ...(unmatched.length > 0 ? { unmatched } : {}),
    ...(input.preview === true ? { preview: true } : {}),
  };
  if (await journal.openRun(header)) return header;
  return (await journal.getRun(header)) ?? header;
}

/**
 * A run reads no revision but the current one: whoever may start an execution does not bring an old one back, and with
 * it access that was revoked. What the starter names is an expectation (with `-f`, of the files).
 */
async function revisionOf({ revision }: RunInput, { catalog }: RunDeps): Promise<Revision> {
  const current = await catalog.read();
  if (current === undefined) {
    throw new Fault('BadInputFault', 'the catalog has no revision yet: push a fleet file first');
  }
  if (revision === undefined || revision === current.id) return current;
  throw new Fault(
    'BadInputFault',
    `the run was started for revision ${revision}, and the current one is ${current.id}: start it again; an old ` +
      `revision is brought back by roster catalog rollback`,
  );
}
