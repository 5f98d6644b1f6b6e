import { Admitted, ApplyOutput } from '@roster/workflow';
import type { ClusterDeps } from '../deps.ts';
import { applyTo } from '../visit/apply-to.ts';
import { clusterState } from '../visit/cluster-state.ts';
import { stamped } from '../visit/stamped.ts';

/** How long Verify waits for a cluster to be as before, in ms: the time for which the state machine tries. */
const PATIENCE = 25_000;

/**
 * Apply: compares what the cluster grants with what it should grant and, in mode apply, repairs it (design.md, Rules
 * of a write). In mode plan it stops after the guardrails. In: `Admitted`; out: `ApplyOutput`, an outcome or, after a
 * write, the deadline of Verify. Delivered again, also after a crash at any point, it ends in the same outcome.
 * Throws the faults that are worth another try; once a write was begun, as UnsettledFault.
 */
export const apply = clusterState(
  { name: 'Apply', input: Admitted, output: ApplyOutput },
  async (admitted, deps: ClusterDeps): Promise<ApplyOutput> => {
    const begun = deps.clock();
    const { outcome, facts = admitted.facts } = await applyTo(admitted, deps);
    const now = deps.clock();
    const done = { ...stamped(admitted, 'Apply', begun, now), facts };
    if (outcome !== undefined) return { ...done, outcome };
    return { ...done, deadline: new Date(now.getTime() + PATIENCE).toISOString() };
  },
);
