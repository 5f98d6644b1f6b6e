import type { Cluster, Fleet } from '@roster/access';
import { readRevision } from '../catalog/revision.ts';
import type { Io } from '../io.ts';
import { readFleet } from '../run/fleet-files.ts';
import { readStore } from '../store.ts';
import { chosenOf, type Selection } from './select.ts';

export interface FleetSelection extends Selection {
  readonly files: readonly string[];
  readonly store: string | undefined;
}

/** The clusters of the files, else of the catalog, that the options mean. UsageError where there are none. */
export async function meantClusters(io: Io, options: FleetSelection): Promise<readonly Cluster[]> {
  return chosenOf((await fleetOf(io, options)).clusters, options);
}

function fleetOf(io: Io, { files, store }: FleetSelection): Promise<Fleet> {
  if (files.length > 0) return readFleet(io, files);
  return readStore(io, store, async (opened) => (await readRevision(opened, undefined)).fleet);
}
