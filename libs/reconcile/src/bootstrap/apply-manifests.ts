import type { Connection } from '../ports/index.ts';
import type { Enrolment } from './enrolment.ts';

/** Puts all manifests into the cluster, roles before what binds them; whether one of them changed anything. */
export async function applyManifests({ deps, request }: Enrolment, connection: Connection): Promise<boolean> {
  let changed = false;
  for (const manifest of request.manifests) {
    if (await deps.manifests.apply(connection, manifest)) changed = true;
  }
  return changed;
}
