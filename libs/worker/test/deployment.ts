import { shardKeys } from '@roster/reconcile';
import type { ClusterResult } from '@roster/reconcile';
import type { WorkerName } from '@roster/workflow';
import { runLocally } from '@roster/workflow/local';
import type { LocalResult } from '@roster/workflow/local';
import { handler as applyWorker } from '../../../apps/apply/src/handler.ts';
import { handler as planWorker } from '../../../apps/plan/src/handler.ts';
import { handler as reportWorker } from '../../../apps/report/src/handler.ts';
import { handler as tokenWorker } from '../../../apps/token/src/handler.ts';
import { handler as verifyWorker } from '../../../apps/verify/src/handler.ts';
import type { LambdaHandler } from '../src/index.ts';
import type { Stage } from './stage.ts';

export const RUN = '20261124T081230Z-k3f9';

const WORKERS: Readonly<Record<WorkerName, LambdaHandler<unknown>>> = {
  plan: planWorker,
  token: tokenWorker,
  apply: applyWorker,
  verify: verifyWorker,
  report: reportWorker,
};

/** The workers, whatever runs them, called as the state machine of a deployment calls them. */
export const handlersBy = (worker: (name: WorkerName) => LambdaHandler<unknown>) => ({
  OpenRun: worker('plan'),
  Token: worker('token'),
  Apply: worker('apply'),
  Verify: worker('verify'),
  Rollback: worker('apply'),
  Gate: worker('report'),
  CloseRun: worker('report'),
});

/** Those of this process. */
export const handlers = handlersBy((name) => WORKERS[name]);

/** Runs the state machine over a stage, in mode apply; by these functions, or by the handlers in this process. */
export function runOn(
  stage: Stage,
  input: object = {},
  functions: Parameters<typeof runLocally>[0]['handlers'] = handlers,
): Promise<LocalResult> {
  return runLocally({
    input: { run: RUN, mode: 'apply', who: 'a test', ...input },
    execution: `local:${JSON.stringify(input)}`,
    handlers: functions,
    dynamodb: stage.dynamodb,
    journalTable: stage.journalTable,
    retryScale: 0,
  });
}

/** What became of each cluster of a run, in the order of the stage. */
export async function standingsOf({
  journal,
  arns,
}: Stage): Promise<(ClusterResult['standing'] | undefined)[]> {
  const header = await journal.findRun(RUN);
  if (header === undefined) throw new Error(`run ${RUN} left no header`);
  const shards = await Promise.all(shardKeys(header).map((shard) => journal.shardResults(shard)));
  const standings = new Map(shards.flat().map((line) => [line.cluster, line.standing]));
  return arns.map((arn) => standings.get(arn));
}
