import type { DeploymentPlace } from '@roster/deployment';
import type { Io } from '../io.ts';
import { setting } from '../options.ts';
import type { SharedPlace } from '../store.ts';

/**
 * Where the deployment on a shared store stands: in that Region, in the caller's account, under the store's prefix, or
 * under that of `ROSTER_DEPLOYMENT` where it took over tables that stood (infra, `tables: { existing }`).
 */
export function placeOf(
  { env }: Pick<Io, 'env'>,
  { region, prefix }: SharedPlace,
  account: string,
): DeploymentPlace {
  return { prefix: setting(env, 'ROSTER_DEPLOYMENT') ?? prefix, tables: prefix, region, account };
}
