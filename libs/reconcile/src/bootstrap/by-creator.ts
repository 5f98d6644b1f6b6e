import { isFault } from '@roster/workflow';
import type { Connection } from '../ports/index.ts';
import { applyManifests } from './apply-manifests.ts';
import { Ended } from './bootstrapped.ts';
import { connectAsRole, type Enrolment } from './enrolment.ts';
import { addRows, missingRows } from './member-rows.ts';
import { look, prove, type Proofs } from './prove.ts';

/**
 * Mode CONFIG_MAP: as the cluster's creator, whom the authenticator lets in without a row, the manifests and the rows of
 * the two roles. The rows are not left to `roster apply`: it begins as the read role, which without its row is refused.
 */
export async function byCreator(enrolment: Enrolment): Promise<Proofs> {
  const { request, steps } = enrolment;
  const before = await look(enrolment);
  if (before.read === 'in' && before.write === 'in') return before;
  const connection = await enter(enrolment);
  const missing = await missingRows(enrolment, connection);
  if (request.dryRun) {
    steps.push(...missing.map(({ principal }) => ({ do: 'addRow' as const, principal })));
    steps.push({ do: 'applyManifests' });
    return before;
  }
  if (await applyManifests(enrolment, connection)) steps.push({ do: 'applyManifests' });
  await addRows(enrolment, connection);
  return prove(enrolment);
}

async function enter(enrolment: Enrolment): Promise<Connection> {
  const { deps, request } = enrolment;
  const connection = await connectAsRole(enrolment);
  try {
    await deps.clusterApi.whoAmI(connection);
    return connection;
  } catch (error) {
    if (!isFault(error, 'DeniedFault')) throw error;
    throw new Ended(
      { kind: 'denied', reason: 'refused' },
      `${request.cluster.arn}: in mode CONFIG_MAP its creator alone gets in at first, and ${request.role} is not: name that role by --role, or as roles.write of the catalog`,
    );
  }
}
