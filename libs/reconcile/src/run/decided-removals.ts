import { Fault, type RunInput } from '@roster/workflow';
import type { ClusterStatus } from '../ports/index.ts';
import { foreseenIn } from '../visit/removal-rules.ts';
import type { Cut } from './cut-rollout.ts';

/**
 * Each cluster is given how many removals were foreseen for it, where somebody has decided the run's (design.md,
 * "Removals"). Throws BadInputFault that names the number where they have decided another, and where the run does not
 * apply.
 */
export function decided(
  { mode, expectRemovals }: RunInput,
  cut: Cut,
  status: ReadonlyMap<string, ClusterStatus>,
): Cut {
  if (expectRemovals === undefined) return cut;
  if (mode !== 'apply') throw new Fault('BadInputFault', `expectRemovals is for mode apply, not for ${mode}`);
  const tasks = cut.tasks.map(({ task, ...line }) => {
    const expectedRemovals = foreseenIn(task, status.get(task.cluster.arn));
    return { ...line, task: { ...task, expectedRemovals } };
  });
  const foreseen = tasks.reduce((sum, { task }) => sum + task.expectedRemovals, 0);
  if (foreseen === expectRemovals) return { ...cut, tasks };
  throw new Fault(
    'BadInputFault',
    `--expect-removals ${expectRemovals}: ${foreseen} removals wait for a decision, by what the last run saw: ` +
      `look at them (roster plan), then apply with --expect-removals ${foreseen}`,
  );
}
