import { connectDeployment, type Deployment } from '@roster/deployment';
import { composeOutside } from '../compose.ts';
import type { Io } from '../io.ts';
import type { SharedPlace } from '../store.ts';
import type { Caller } from '../who.ts';
import { placeOf } from './place-of.ts';

/** The deployment on a shared store, in the caller's account. */
export function deploymentOf(io: Io, shared: SharedPlace, { account }: Caller): Deployment {
  const { aws } = composeOutside(io);
  return connectDeployment({ aws, env: io.env, place: placeOf(io, shared, account) });
}
