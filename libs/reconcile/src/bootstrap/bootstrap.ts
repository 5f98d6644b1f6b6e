import type { Outcome } from '@roster/access';
import { FAULTS, isFault } from '@roster/workflow';
import { byCreator } from './by-creator.ts';
import { byEntries } from './by-entries.ts';
import { Ended, type BootstrapDeps, type Bootstrapped, type BootstrapRequest } from './bootstrapped.ts';
import { enrol, targetOf, type Enrolment } from './enrolment.ts';
import { UNTRIED, type Proofs } from './prove.ts';

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
  if (described.kind === 'unreachable')
    return { ...nothing, outcome: described, message: `${arn}: ${WHY[described.reason]}` };
  const enrolment = enrol({ request, deps, facts: described.facts });
  const mode = described.facts.authenticationMode;
  const { steps } = enrolment;
  try {
    const proofs = await (mode === 'CONFIG_MAP' ? byCreator(enrolment) : byEntries(enrolment));
    return { cluster: arn, mode, steps, proofs, ...judged(enrolment, proofs) };
  } catch (error) {
    return { ...nothing, mode, steps, ...endOf(error) };
  }
}

const WHY = {
  gone: 'EKS knows no such cluster in the account of this role',
  notActive: 'it is not active yet, or being deleted: bootstrap it again later',
};

type End = Pick<Bootstrapped, 'outcome' | 'message'>;

function judged({ request, steps }: Enrolment, proofs: Proofs): End {
  const outcome = (kind: Outcome['kind'], reason = '') => ({ kind, reason });
  if (request.dryRun) return { outcome: outcome(steps.length > 0 ? 'drifted' : 'inSync'), message: '' };
  const out = (['read', 'write'] as const).filter((as) => proofs[as] === 'out');
  if (out.length > 0) {
    const roles = out.map((as) => request.cluster.roles[as]).join(' and ');
    const message = `${request.cluster.arn}: all is in place, and after a minute ${roles} still may not what infra/rbac says: was it deleted and made again? Then delete its entry`;
    return { outcome: outcome('failed', 'notIn'), message };
  }
  return { outcome: outcome(steps.length > 0 ? 'changed' : 'inSync'), message: '' };
}

function endOf(error: unknown): End {
  if (error instanceof Ended) return { outcome: error.outcome, message: error.message };
  if (!isFault(error)) throw error;
  const { outcome: kind, reason } = FAULTS[error.code];
  return { outcome: { kind, reason }, message: error.message };
}
