import { isFault } from '@roster/workflow';
import type { AccessPolicy } from '../ports/index.ts';
import { Ended } from './bootstrapped.ts';
import type { Enrolment } from './enrolment.ts';

const ADMINISTRATOR: AccessPolicy = 'AmazonEKSClusterAdminPolicy';

/** The username of an entry that bootstrap makes for itself: by it a later one knows what is to be taken away. */
const MARK = 'roster-bootstrap:{{SessionName}}';

/** The entry of the role that bootstraps, as it stands. */
export interface Standing {
  readonly exists: boolean;
  /** Made by a bootstrap. */
  readonly marked: boolean;
  readonly isAdministrator: boolean;
}

/** Looks at the role's own entry. */
export async function ownStanding({ deps: { entries }, target, request }: Enrolment): Promise<Standing> {
  const own = { ...target, principalArn: request.role };
  const entry = await entries.find(own);
  if (entry === undefined) return { exists: false, marked: false, isAdministrator: false };
  const policies = await entries.policies(own);
  return {
    exists: true,
    marked: entry.username === MARK,
    isAdministrator: policies.includes(ADMINISTRATOR),
  };
}

/** True where an earlier bootstrap was cut off: it is administrator still, or its entry stands. */
export const isLeftOver = ({ marked, isAdministrator }: Standing): boolean => marked || isAdministrator;

/**
 * Makes the role administrator of the cluster, does `act`, and takes that away again, whatever has happened; its entry
 * too, unless that is somebody else's. What `act` threw is thrown then; where it cannot be taken away, Ended tells so.
 */
export async function asAdministrator<T>(
  enrolment: Enrolment,
  standing: Standing,
  act: () => Promise<T>,
): Promise<T> {
  const result = await settled(() => elevated(enrolment, act));
  await retire(enrolment, standing, 'error' in result ? result.error : undefined);
  if ('error' in result) throw result.error;
  return result.value;
}

async function elevated<T>(
  { deps: { entries }, target, request }: Enrolment,
  act: () => Promise<T>,
): Promise<T> {
  const principalArn = request.role;
  try {
    await entries.create(target, { principalArn, groups: [], username: MARK });
  } catch (error) {
    // It stood before, or the answer to a first try was lost.
    if (!isFault(error, 'ConflictFault')) throw error;
  }
  await entries.attach({ ...target, principalArn }, ADMINISTRATOR);
  return act();
}

const TRIES = 4;
const PAUSE_MS = 2_000;

/** Takes the policy away, and the entry unless it stood before and is not a bootstrap's. */
export async function retire(
  enrolment: Enrolment,
  { exists, marked }: Standing,
  after?: unknown,
): Promise<void> {
  const { deps, target, request } = enrolment;
  const own = { ...target, principalArn: request.role };
  for (let tries = 1; ; tries += 1) {
    const result = await settled(async () => {
      await deps.entries.detach(own, ADMINISTRATOR);
      if (!exists || marked) await deps.entries.remove(own);
    });
    if (!('error' in result)) return;
    if (tries === TRIES) throw stillAdministrator(enrolment, [after, result.error]);
    await deps.pause(PAUSE_MS);
  }
}

function stillAdministrator({ request: { cluster, role } }: Enrolment, causes: readonly unknown[]): Ended {
  const told = causes.filter((cause) => cause instanceof Error).map(({ message }) => message);
  return new Ended(
    { kind: 'failed', reason: 'stillAdministrator' },
    `${cluster.arn}: ${role} may still be administrator: bootstrap it again, or detach ${ADMINISTRATOR} by hand (${told.join('; ')})`,
  );
}

type Settled<T> = { readonly value: T } | { readonly error: unknown };

async function settled<T>(act: () => Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await act() };
  } catch (error) {
    return { error };
  }
}
