import type { Cluster } from '@roster/access';
import type { Store } from '../store.ts';
import { UsageError } from '../usage-error.ts';

/** The clusters of the current revision. UsageError where nothing was ever pushed. */
export async function catalogClusters({ catalog }: Store): Promise<readonly Cluster[]> {
  const revision = await catalog.read();
  if (revision === undefined)
    throw new UsageError('the store holds no fleet yet: roster catalog push FILE… stores one');
  return revision.fleet.clusters;
}
