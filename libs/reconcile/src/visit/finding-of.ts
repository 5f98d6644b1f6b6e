import { Fault } from '@roster/workflow';
import type { Finding } from '../ports/index.ts';
import type { Visit } from './visit.ts';

/** The finding of this run, which stands from before its write. Without it: BadInputFault. */
export function findingOf(
  { run, target }: Visit,
  { finding }: { readonly finding?: Finding | undefined },
): Finding {
  if (finding !== undefined) return finding;
  throw new Fault('BadInputFault', `${target.cluster.arn}: run ${run} kept no finding from before its write`);
}
