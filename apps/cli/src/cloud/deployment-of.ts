import { connectDeployment, type Deployment } from '@roster/deployment';
import { callerIdentity } from '@roster/eks';
import { composeOutside } from '../compose.ts';
import type { Io } from '../io.ts';
import type { SharedPlace } from '../store.ts';

/** The deployment beside a shared store: the same prefix and Region, in the caller's account. */
export async function deploymentOf(io: Io, { region, prefix }: SharedPlace): Promise<Deployment> {
  const { aws } = composeOutside(io);
  const { account } = await callerIdentity(aws, { region, run: 'roster' });
  return connectDeployment({ aws, env: io.env, place: { region, prefix, account } });
}
