import type { AccessPolicy } from '../ports/index.ts';
import { Ended } from './bootstrapped.ts';
import type { Enrolment } from './enrolment.ts';
import { attachPolicy, makeEntry } from './make-entry.ts';

export const ADMINISTRATOR: AccessPolicy = 'AmazonEKSClusterAdminPolicy';

/**
 * The username of an entry that bootstrap makes for itself. It attaches the policy to such an entry alone: so what a
 * crash has left bears it, and what does not is somebody else's, who may have been given the policy for good (EKS gives
 * it to a cluster's creator).
 */
const MARK = 'roster-bootstrap:{{SessionName}}';

export const isMarked = ({ username }: { readonly username: string }): boolean => username === MARK;

/** What the entry of the role that bootstraps is. */
export type Standing =
  | 'none'
  /** A bootstrap's that was cut off; whether it is administrator still does not matter. */
  | 'leftOver'
  /** Somebody else's, with the policy, and somebody else's without. */
  | 'administrator'
  | 'powerless';

/** Looks at the role's own entry. */
export async function ownStanding(enrolment: Enrolment): Promise<Standing> {
  const { entries } = enrolment.deps;
  const own = ownEntry(enrolment);
  const entry = await entries.find(own);
  if (entry === undefined) return 'none';
  if (isMarked(entry)) return 'leftOver';
  return (await entries.policies(own)).includes(ADMINISTRATOR) ? 'administrator' : 'powerless';
}

/**
 * Gives the role, which has none, an entry with the policy, does `act`, and takes both away again whatever has happened.
 * What `act` threw is thrown then; where they cannot be taken away, Ended tells so.
 */
export async function asAdministrator(enrolment: Enrolment, act: () => Promise<void>): Promise<void> {
  const { target, deps, request } = enrolment;
  const entry = { principalArn: request.role, groups: [], username: MARK };
  await makeEntry(deps, { target, entry, isIt: isMarked });
  const failed = await failureOf(async () => {
    await attachPolicy(deps, ownEntry(enrolment), ADMINISTRATOR);
    await act();
  });
  await retire(enrolment, failed?.error);
  if (failed !== undefined) throw failed.error;
}

const TRIES = 4;
const PAUSE_MS = 2_000;

/** Takes the policy away, and the entry, which is a bootstrap's. `after` is what went wrong before. */
export async function retire(enrolment: Enrolment, after?: unknown): Promise<void> {
  const { entries } = enrolment.deps;
  const own = ownEntry(enrolment);
  for (let tries = 1; ; tries += 1) {
    const failed = await failureOf(async () => {
      await entries.detach(own, ADMINISTRATOR);
      await entries.remove(own);
    });
    if (failed === undefined) return;
    if (tries === TRIES) throw stillAdministrator(enrolment, [after, failed.error]);
    await enrolment.deps.pause(PAUSE_MS);
  }
}

/** Ended, for a role that is no administrator and may not be made one: a crash would leave it that, and nobody could tell. */
export function powerless({ request: { cluster, role } }: Enrolment): Ended {
  return new Ended(
    { kind: 'blocked', reason: 'entry' },
    `${cluster.arn}: ${role} has an entry that is not bootstrap's own, without ${ADMINISTRATOR}: delete that entry, give it the policy, or bootstrap by another role`,
  );
}

function stillAdministrator({ request: { cluster, role } }: Enrolment, causes: readonly unknown[]): Ended {
  const told = causes.filter((cause) => cause instanceof Error).map(({ message }) => message);
  return new Ended(
    { kind: 'failed', reason: 'stillAdministrator' },
    `${cluster.arn}: ${role} may still be administrator: bootstrap it again, or delete its entry by hand (${told.join('; ')})`,
  );
}

const ownEntry = ({ target, request }: Enrolment) => ({ ...target, principalArn: request.role });

async function failureOf(act: () => Promise<void>): Promise<{ readonly error: unknown } | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return { error };
  }
}
