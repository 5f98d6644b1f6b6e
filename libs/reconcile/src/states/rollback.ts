import type { Outcome } from '@roster/access';
import { Fault, isFault, Worse, type RollbackOutput } from '@roster/workflow';
import type { ClusterDeps } from '../deps.ts';
import { parsed } from '../parsed.ts';
import { ago, connect, SIGNED_BACK } from '../visit/connect.ts';
import { stamped } from '../visit/progress.ts';
import { taskOf } from '../visit/task-of.ts';
import { unsettled } from '../visit/unsettled.ts';
import { putBack } from '../write/put-back.ts';

/**
 * Rollback: puts the snapshot of this run's write back, unless someone else wrote in between, and leaves a hold. In:
 * `Worse`; out: `RollbackOutput`. Delivered again it finds it done.
 */
export async function rollback(input: unknown, deps: ClusterDeps): Promise<RollbackOutput> {
  const worse = parsed(Worse, input, 'Rollback');
  const begun = deps.clock();
  const outcome = await unsettled(() => undo(worse, deps));
  return { ...stamped(worse, 'Rollback', begun, deps.clock()), outcome };
}

async function undo(worse: Worse, deps: ClusterDeps): Promise<Outcome> {
  const { run, cluster, connection: facts } = worse;
  const [task, intent] = await Promise.all([
    taskOf(deps.journal, worse),
    deps.journal.getWrite(run, cluster, false),
  ]);
  if (intent === undefined) {
    throw new Fault('BadInputFault', `${cluster}: run ${run} kept no snapshot to put back`);
  }
  const target = { cluster: task.cluster, as: 'write', run } as const;
  // First the token of the write, which may still be kept where a new one is refused; then a new one.
  const signatures = [new Date(intent.guardSignedAt), ago(deps, SIGNED_BACK.proof)];
  for (const signedAt of signatures) {
    try {
      const connection = await connect(deps, target, { facts, signedAt });
      return await putBack({ deps, connection, intent, why: worse.worse });
    } catch (error) {
      if (!isFault(error, 'DeniedFault')) throw error;
    }
  }
  return { kind: 'failed', reason: 'lockedOut' };
}
