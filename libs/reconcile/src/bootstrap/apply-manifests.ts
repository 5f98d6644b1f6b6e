import type { Connection } from '../ports/index.ts';
import type { Step } from './bootstrapped.ts';
import type { Enrolment } from './enrolment.ts';

export const MANIFESTS: Step = { do: 'applyManifests' };

/** Puts all manifests into the cluster, roles before what binds them; the step is noted once one has changed something. */
export async function applyManifests(
  { deps, request, steps }: Enrolment,
  connection: Connection,
): Promise<void> {
  for (const manifest of request.manifests) {
    const changed = await deps.manifests.apply(connection, manifest);
    if (changed && !steps.includes(MANIFESTS)) steps.push(MANIFESTS);
  }
}
