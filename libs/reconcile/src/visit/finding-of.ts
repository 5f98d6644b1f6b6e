import { Fault } from '@roster/workflow';
import type { Finding } from '../ports/index.ts';
import type { Visit } from './visit.ts';

/** The finding of this run, which stands from before its write. Without it: BadInputFault. */
export async function findingOf({ run, target, deps }: Visit): Promise<Finding> {
  const cluster = target.cluster.arn;
  const finding = await deps.journal.getFinding(run, cluster);
  if (finding !== undefined) return finding;
  throw new Fault('BadInputFault', `${cluster}: run ${run} kept no finding from before its write`);
}
