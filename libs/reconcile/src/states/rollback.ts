import type { Outcome } from '@roster/access';
import { Fault, isFault, RollbackOutput, Worse } from '@roster/workflow';
import type { ClusterDeps } from '../deps.ts';
import { lockedOut } from '../visit/applied.ts';
import { clusterState } from '../visit/cluster-state.ts';
import { unsettled } from '../visit/expected-outcome.ts';
import { findingOf } from '../visit/finding-of.ts';
import { ownArns } from '../visit/own-identities.ts';
import { stamped } from '../visit/stamped.ts';
import { taskAndFindingOf } from '../visit/task-of.ts';
import { visitAs } from '../visit/visit.ts';
import { lookAt } from '../visit/way-in.ts';
import { putBack } from '../write/put-back.ts';

/**
 * Rollback: puts the snapshot of this run's write back, unless someone else wrote in between, and leaves a hold. In:
 * `Worse`; out: `RollbackOutput`. Delivered again it finds it done. Throws UnsettledFault where another try may help.
 */
export const rollback = clusterState(
  { name: 'Rollback', input: Worse, output: RollbackOutput },
  async (worse, deps: ClusterDeps): Promise<RollbackOutput> => {
    const begun = deps.clock();
    const outcome = await unsettled(() => undo(worse, deps));
    return { ...stamped(worse, 'Rollback', begun, deps.clock()), outcome };
  },
);

async function undo(worse: Worse, deps: ClusterDeps): Promise<Outcome> {
  const { run, cluster, connection: facts } = worse;
  const [{ task, finding }, intent, said] = await Promise.all([
    taskAndFindingOf(deps.journal, worse),
    deps.journal.getWrite(run, cluster, false),
    whyWorse(worse, deps),
  ]);
  if (intent === undefined) {
    throw new Fault('BadInputFault', `${cluster}: run ${run} kept no snapshot to put back`);
  }
  const visit = visitAs(worse, { task, facts, as: 'write' }, deps);
  const look = await lookAt(visit, intent);
  if (isFault(look)) return lockedOut(look);
  return putBack(visit, {
    connection: look.connection,
    intent,
    finding: findingOf(visit, { finding }),
    own: ownArns(task, worse.identity, look.live),
    why: worse.worse,
    ...said,
  });
}

/** What Verify saw, which the journal keeps; it is for people alone, so a journal that does not give it hinders nothing. */
async function whyWorse({ run, mode, cluster, worse }: Worse, { journal }: ClusterDeps) {
  const messages = await journal.readMessages({ run, mode }, [cluster]).catch(() => undefined);
  const found = messages?.get(cluster);
  return found?.reason === worse ? { message: found.message } : {};
}
