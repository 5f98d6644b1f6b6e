import { fleetRun } from '../definition/fleet-run.ts';
import { checkDefinition } from './check-definition.ts';
import { execute } from './execute.ts';
import type { Execution, LocalResult } from './execute.ts';

export interface LocalRun extends Execution {
  readonly journalTable: string;
}

/**
 * Runs fleet-run.asl.json in this process, from the input of an execution (`RunInput`) to its end. Resolves with
 * how the execution ended; an execution that failed is a result, not an error. Rejects when the definition uses
 * what the engine would run otherwise than AWS, and on a Node below 22, where the engine ends without a result.
 *
 * `signal` stops a run between clusters: shards not begun stay pending, those begun end, and CloseRun is told
 * `StoppedFault`. `retryScale` shortens the waits of Retry: 0 waits for nothing, 1 (or none) waits as on AWS.
 */
export async function runLocally(run: LocalRun): Promise<LocalResult> {
  requireNode(process.versions.node);
  const definition = fleetRun({
    PlanWorker: localFunction('plan'),
    TokenWorker: localFunction('token'),
    ApplyWorker: localFunction('apply'),
    VerifyWorker: localFunction('verify'),
    ReportWorker: localFunction('report'),
    JournalTable: run.journalTable,
    Partition: 'aws',
  });
  checkDefinition(definition);
  return await execute(definition, run);
}

/** Throws an Error that says what to do when `version` (such as 20.1.0) is below 22. */
export function requireNode(version: string): void {
  if (Number(version.split('.')[0]) < 22) {
    throw new Error(
      `a local run needs Node 22 or later, and this is ${version}: use the Node of the lockfile`,
    );
  }
}

/** Stands in the definition where a function's ARN would, and is called by nobody. */
const localFunction = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
