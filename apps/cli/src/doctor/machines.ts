import type { Deployment, Machine } from '@roster/deployment';
import { machineName, MACHINES } from '@roster/workflow/deployment';
import { isCloud } from '../cloud/where.ts';
import { findingsOf, type Finding } from './finding.ts';
import { orError, type Deployed, type Subject } from './subject.ts';
import { unseen } from './unseen.ts';

const { ok, failed, skipped } = findingsOf('machines');

/** Are the machines there? A deployment of the tables alone has none, a read-only one has no apply machine. */
export async function checkMachines({
  io,
  store,
  deployment,
}: Deployed & { readonly io: Pick<Subject['io'], 'env'> }): Promise<readonly Finding[]> {
  if (store.shared === undefined) return [skipped('the machines', 'with a local store runs go on here')];
  if (deployment === undefined) return [skipped('the machines', 'nobody can look without credentials')];
  const [plan, apply] = await Promise.all(MACHINES.map((machine) => orError(deployment.machine(machine))));
  if (plan === undefined && apply === undefined) {
    if (isCloud(io, { cloud: false, local: false })) return [planMachine(deployment, plan)];
    return [skipped('the machines', 'none is deployed: runs go on where roster is called')];
  }
  return [planMachine(deployment, plan), applyMachine(deployment, apply)];
}

const AGAIN = 'deploy the control plane (infra/) again';

function planMachine({ place }: Deployment, plan: Machine | Error | undefined): Finding {
  const name = machineName(place.prefix, 'plan');
  if (plan === undefined) {
    return failed(name, `there is no such machine in account ${place.account}, ${place.region}`, AGAIN);
  }
  return standing(name, plan);
}

function applyMachine({ place }: Deployment, apply: Machine | Error | undefined): Finding {
  const name = machineName(place.prefix, 'apply');
  if (apply === undefined) return skipped(name, 'none: this deployment is read-only');
  return standing(name, apply);
}

function standing(name: string, machine: Machine | Error): Finding {
  if (machine instanceof Error) return unseen('machines', name, machine);
  return machine.active ? ok(name, 'active') : failed(name, 'is being deleted', AGAIN);
}
