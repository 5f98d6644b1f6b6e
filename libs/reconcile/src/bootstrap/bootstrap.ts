import type { Outcome } from '@roster/access';
import { FAULTS, isFault } from '@roster/workflow';
import { byCreator } from './by-creator.ts';
import { byEntries } from './by-entries.ts';
import { Ended, type BootstrapDeps, type Bootstrapped, type BootstrapRequest } from './bootstrapped.ts';
import { connectAsRole, enrol, targetOf, type Enrolment } from './enrolment.ts';
import { UNTRIED, type Proofs } from './prove.ts';
import { refusedRow } from '../visit/refused-row.ts';

/**
 * Lets Roster's two roles into one cluster, by the way that its authentication mode leaves: access entries, or, as its
 * creator, rows of aws-auth; and gives their groups what infra/rbac does. May be repeated: what stands is left alone,
 * and what an earlier call was cut off in is taken up, or taken away. Faults become outcomes; only what is no fault is thrown.
 */
export async function bootstrap(request: BootstrapRequest, deps: BootstrapDeps): Promise<Bootstrapped> {
  const { arn } = request.cluster;
  const nothing = { cluster: arn, steps: [], proofs: UNTRIED };
  let described;
  try {
    described = await deps.cloud.describe(targetOf(request));
  } catch (error) {
    return { ...nothing, ...endOf(error) };
  }
  if (described.kind !== 'active') {
    const { kind, reason } = described;
    return { ...nothing, outcome: { kind, reason }, message: `${arn}: ${WHY[reason]}` };
  }
  const enrolment = enrol({ request, deps, facts: described.facts });
  const mode = described.facts.authenticationMode;
  const { steps } = enrolment;
  try {
    const proofs = await (mode === 'CONFIG_MAP' ? byCreator(enrolment) : byEntries(enrolment));
    return { cluster: arn, mode, steps, proofs, ...(await judged(enrolment, proofs)) };
  } catch (error) {
    return { ...nothing, mode, steps, ...endOf(error) };
  }
}

const WHY = {
  otherAccount:
    'these credentials belong to another account: give the cluster its roles, or pass one of its account with --role',
  gone: 'EKS knows no such cluster in the account of this role',
  notActive: 'it is not active yet, or being deleted: bootstrap it again later',
};

type End = Pick<Bootstrapped, 'outcome' | 'message'>;

async function judged(enrolment: Enrolment, proofs: Proofs): Promise<End> {
  const { request, steps } = enrolment;
  const outcome = (kind: Outcome['kind'], reason = '') => ({ kind, reason });
  if (request.dryRun) return { outcome: outcome(steps.length > 0 ? 'drifted' : 'inSync'), message: '' };
  const out = (['read', 'write'] as const).filter((as) => proofs[as] === 'out');
  if (out.length > 0) {
    const roles = out.flatMap((as) => request.cluster.roles[as] ?? []);
    const why = await whyOut(enrolment, roles);
    const message = `${request.cluster.arn}: all is in place, and after a minute ${roles.join(' and ')} still may not what infra/rbac says: ${why}`;
    return { outcome: outcome('failed', 'notIn'), message };
  }
  return { outcome: outcome(steps.length > 0 ? 'changed' : 'inSync'), message: '' };
}

/** An entry is bound to a role as it was made; of rows whoever bootstraps sees what they say. */
async function whyOut(enrolment: Enrolment, roles: readonly string[]): Promise<string> {
  const { deps, facts } = enrolment;
  if (facts.authenticationMode !== 'CONFIG_MAP') {
    return 'was the role deleted and made again? Then delete its entry';
  }
  try {
    const live = await deps.clusterApi.readAwsAuth(await connectAsRole(enrolment));
    return roles.map((role) => `${role}: ${refusedRow(live, role)}`).join('; ');
  } catch (error) {
    if (isFault(error)) return error.message;
    throw error;
  }
}

function endOf(error: unknown): End {
  if (error instanceof Ended) return { outcome: error.outcome, message: error.message };
  if (!isFault(error)) throw error;
  const { outcome: kind, reason } = FAULTS[error.code];
  return { outcome: { kind, reason }, message: error.message };
}
