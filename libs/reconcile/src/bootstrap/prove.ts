import { isFault } from '@roster/workflow';
import type { Connection } from '../ports/index.ts';
import { connect } from '../visit/connect.ts';
import type { Bootstrapped, Proof } from './bootstrapped.ts';
import type { Enrolment, Member } from './enrolment.ts';
import { patiently } from './patiently.ts';
import { rightsOf } from './rights.ts';

export type Proofs = Bootstrapped['proofs'];
export const UNTRIED: Proofs = { read: 'untried', write: 'untried' };

/**
 * Looks as each of the two roles whether it gets in with its group, and whether that may what the manifests say. A role
 * that may not be taken from here is left untried. A look: nothing is waited for.
 */
export function look(enrolment: Enrolment): Promise<Proofs> {
  return ofEach(enrolment, (member) => proofOf(enrolment, member));
}

/** The same after a change, with patience: `out` only where it still is after a minute. */
export function prove(enrolment: Enrolment): Promise<Proofs> {
  return ofEach(enrolment, (member) => patiently(enrolment.deps, () => proofOf(enrolment, member)));
}

async function ofEach(
  { members }: Enrolment,
  proofOfOne: (member: Member) => Promise<Proof | undefined>,
): Promise<Proofs> {
  const proofs: Partial<Record<Member['as'], Proof>> = {};
  for (const member of members) proofs[member.as] = (await proofOfOne(member)) ?? 'out';
  const { write = 'untried', read = write } = proofs;
  return { read, write };
}

async function proofOf(enrolment: Enrolment, member: Member): Promise<Proof | undefined> {
  const connection = await connectionAs(enrolment, member);
  if (connection === undefined) return 'untried';
  return (await isIn(enrolment, member, connection)) ? 'in' : undefined;
}

async function isIn(
  { deps, request }: Enrolment,
  { group }: Member,
  connection: Connection,
): Promise<boolean> {
  try {
    const { groups } = await deps.clusterApi.whoAmI(connection);
    if (!groups.includes(group)) return false;
    const own = rightsOf(request.manifests).filter((right) => right.group === group);
    const allowed = await Promise.all(own.map((right) => deps.clusterApi.accessReview(connection, right)));
    return allowed.every(Boolean);
  } catch (error) {
    if (isFault(error, 'DeniedFault')) return false;
    throw error;
  }
}

/** A connection as one of the two roles; undefined where it may not be taken. */
async function connectionAs(
  { deps, facts, sign, request: { cluster, run } }: Enrolment,
  { as }: Member,
): Promise<Connection | undefined> {
  try {
    return await connect(deps, { cluster, as, run }, { facts, signedAt: sign() });
  } catch (error) {
    // A token costs no call but AssumeRole.
    if (isFault(error, 'DeniedFault')) return undefined;
    throw error;
  }
}
