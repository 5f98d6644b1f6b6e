import { connectDeployment, type Deployment } from '@roster/deployment';
import { callerIdentity } from '@roster/eks';
import { composeOutside } from '../compose.ts';
import type { Io } from '../io.ts';
import type { SharedPlace } from '../store.ts';
import { placeOf } from './place-of.ts';

/** The deployment on a shared store. */
export async function deploymentOf(io: Io, shared: SharedPlace): Promise<Deployment> {
  const { aws } = composeOutside(io);
  const { account } = await callerIdentity(aws, { region: shared.region, run: 'roster' });
  return connectDeployment({ aws, env: io.env, place: placeOf(io, shared, account) });
}
