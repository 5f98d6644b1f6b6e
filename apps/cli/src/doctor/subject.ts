import type { Fleet } from '@roster/access';
import type { Deployment } from '@roster/deployment';
import { callerIdentity, callerRegion } from '@roster/eks';
import { placeOf } from '../cloud/place-of.ts';
import { composeOutside, type Outside } from '../compose.ts';
import type { Io } from '../io.ts';
import type { Store } from '../store.ts';

export interface DoctorRequest {
  readonly store: string | undefined;
  readonly cluster: string | undefined;
  /** Take the write roles too. */
  readonly write: boolean;
}

export interface Caller {
  readonly arn: string;
  readonly account: string;
}

/** All that the checks look at; what could not be had is an Error. */
export interface Subject {
  readonly io: Io;
  readonly request: DoctorRequest;
  readonly outside: Outside;
  readonly store: Store;
  readonly caller: Caller | Error;
  /** Undefined on a local store, and where nobody knows who we are. */
  readonly deployment: Deployment | undefined;
  /** The current revision; undefined where nothing was pushed. */
  readonly current: { readonly id: string; readonly fleet: Fleet } | Error | undefined;
}

/** As much of it as tells of what is deployed. */
export interface Deployed extends Pick<Subject, 'deployment'> {
  readonly store: Pick<Store, 'shared'>;
}

/** Finds out who we are and what the catalog holds; nothing that goes wrong here stops the doctor. */
export async function subjectOf(io: Io, request: DoctorRequest, store: Store): Promise<Subject> {
  const outside = composeOutside(io);
  const local = store.shared === undefined ? await orError(store.catalog.read()) : undefined;
  const fleet = local === undefined || local instanceof Error ? undefined : local.fleet;
  const caller = await callerOf(io, outside, store.shared?.region ?? fleet?.clusters[0]?.region);
  const shared = async () =>
    caller instanceof Error
      ? new Error('it lies in AWS, and we are nobody there')
      : orError(store.catalog.read());
  const current = store.shared === undefined ? local : await shared();
  const deployment = await deploymentFor(io, outside, { store, caller });
  return { io, request, outside, store, caller, deployment, current };
}

/** Who we are, as every run asks it first; `region`: of the store, or of the fleet. */
export function callerOf(io: Io, { aws }: Outside, region?: string): Promise<Caller | Error> {
  const asked = async () => {
    const visited = region ?? (await callerRegion(io.env)) ?? 'us-east-1';
    return callerIdentity(aws, { region: visited, run: 'roster' });
  };
  return orError(asked());
}

async function deploymentFor(
  io: Io,
  { aws }: Outside,
  { store, caller }: Pick<Subject, 'store' | 'caller'>,
): Promise<Deployment | undefined> {
  if (store.shared === undefined || caller instanceof Error) return undefined;
  const { connectDeployment } = await import('@roster/deployment');
  return connectDeployment({ aws, env: io.env, place: placeOf(io, store.shared, caller.account) });
}

/** What is promised, or the error. */
export async function orError<T>(promise: Promise<T>): Promise<T | Error> {
  return promise.catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
}
