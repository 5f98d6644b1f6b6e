import type { Outcome } from '@roster/access';
import { Fault, RollbackOutput, Worse } from '@roster/workflow';
import type { ClusterDeps } from '../deps.ts';
import { state } from '../parsed.ts';
import { LOCKED_OUT } from '../visit/applied.ts';
import { unsettled } from '../visit/expected-outcome.ts';
import { findingOf } from '../visit/finding-of.ts';
import { journalOfVisit } from '../visit/journal-of-visit.ts';
import { stamped } from '../visit/stamped.ts';
import { taskAndFindingOf } from '../visit/task-of.ts';
import { visitAs } from '../visit/visit.ts';
import { lookAt } from '../visit/way-in.ts';
import { putBack } from '../write/put-back.ts';

/**
 * Rollback: puts the snapshot of this run's write back, unless someone else wrote in between, and leaves a hold. In:
 * `Worse`; out: `RollbackOutput`. Delivered again it finds it done. Throws UnsettledFault where another try may help.
 */
export const rollback = state(
  { name: 'Rollback', input: Worse, output: RollbackOutput },
  async (worse, given: ClusterDeps): Promise<RollbackOutput> => {
    const deps = { ...given, journal: journalOfVisit(given.journal) };
    const begun = deps.clock();
    const outcome = await unsettled(() => undo(worse, deps));
    return { ...stamped(worse, 'Rollback', begun, deps.clock()), outcome };
  },
);

async function undo(worse: Worse, deps: ClusterDeps): Promise<Outcome> {
  const { run, cluster, connection: facts } = worse;
  const [{ task, finding }, intent] = await Promise.all([
    taskAndFindingOf(deps.journal, worse),
    deps.journal.getWrite(run, cluster, false),
  ]);
  if (intent === undefined) {
    throw new Fault('BadInputFault', `${cluster}: run ${run} kept no snapshot to put back`);
  }
  const visit = visitAs(worse, { task, facts, as: 'write' }, deps);
  const look = await lookAt(visit, intent);
  if (look === undefined) return LOCKED_OUT;
  return putBack(visit, {
    connection: look.connection,
    intent,
    finding: findingOf(visit, { finding }),
    why: worse.worse,
  });
}
