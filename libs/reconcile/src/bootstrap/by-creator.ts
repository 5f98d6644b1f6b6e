import { isFault } from '@roster/workflow';
import { applyManifests, MANIFESTS } from './apply-manifests.ts';
import { Ended } from './bootstrapped.ts';
import { connectAsRole, type Enrolment } from './enrolment.ts';
import { addRows, missingRows } from './member-rows.ts';
import { look, prove, type Proofs } from './prove.ts';

/**
 * Mode CONFIG_MAP: as the cluster's creator, whom the authenticator lets in without a row, the manifests and the rows of
 * the two roles. The rows are not left to `roster apply`: it begins as the read role, which without its row is refused.
 */
export async function byCreator(enrolment: Enrolment): Promise<Proofs> {
  const before = await look(enrolment);
  if (before.read === 'in' && before.write === 'in') return before;
  try {
    await enter(enrolment);
  } catch (error) {
    throw isFault(error, 'DeniedFault') ? noCreator(enrolment, error) : error;
  }
  return enrolment.request.dryRun ? before : prove(enrolment);
}

async function enter(enrolment: Enrolment): Promise<void> {
  const { request, steps } = enrolment;
  const connection = await connectAsRole(enrolment);
  const missing = await missingRows(enrolment, connection);
  if (request.dryRun) {
    steps.push(MANIFESTS, ...missing.map(({ principal }) => ({ do: 'addRow' as const, principal })));
    return;
  }
  await applyManifests(enrolment, connection);
  await addRows(enrolment, connection);
}

const noCreator = ({ request: { cluster, role } }: Enrolment, { message }: Error): Ended =>
  new Ended(
    { kind: 'denied', reason: 'refused' },
    `${cluster.arn}: in mode CONFIG_MAP its creator alone gets in at first, and ${role} is not: name that role by --role, or as roles.write of the catalog (${message})`,
  );
