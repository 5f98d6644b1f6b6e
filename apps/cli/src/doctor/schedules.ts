import type { Deployment, Schedule } from '@roster/deployment';
import { MACHINES, scheduleName, type MachineName } from '@roster/workflow/deployment';
import { findingsOf, type Finding } from './finding.ts';
import { orError, type Deployed } from './subject.ts';
import { unseen } from './unseen.ts';

const { ok, failed, skipped } = findingsOf('schedules');

/** Does each machine that there is have its schedule, which starts it, in its own mode? */
export async function checkSchedules({ store, deployment }: Deployed): Promise<readonly Finding[]> {
  if (store.shared === undefined) return [skipped('the schedules', 'a local store has none')];
  if (deployment === undefined) return [skipped('the schedules', 'nobody can look without credentials')];
  const found = MACHINES.map((machine) => checkSchedule(deployment, machine));
  const all = (await Promise.all(found)).flat();
  return all.length > 0 ? all : [skipped('the schedules', 'there is no machine to start')];
}

async function checkSchedule(deployment: Deployment, machine: MachineName): Promise<readonly Finding[]> {
  const started = await orError(deployment.machine(machine));
  if (started === undefined) return [];
  const name = scheduleName(deployment.place.prefix, machine);
  if (started instanceof Error) return [skipped(name, 'its machine could not be looked at: see machines')];
  const schedule = await orError(deployment.schedule(machine));
  if (schedule instanceof Error) return [unseen('schedules', name, schedule)];
  return [judged(name, schedule, { machine, arn: started.arn })];
}

const AGAIN = 'deploy the control plane (infra/) again';

interface Meant {
  readonly machine: MachineName;
  readonly arn: string;
}

function judged(name: string, schedule: Schedule | undefined, { machine, arn }: Meant): Finding {
  if (schedule === undefined) return failed(name, 'there is no such schedule: nothing runs by itself', AGAIN);
  const { enabled, expression, starts, mode } = schedule;
  if (starts !== arn) return failed(name, `starts ${starts || 'nothing'}, not ${arn}`, AGAIN);
  if (mode !== machine) return failed(name, `starts runs of mode ${mode || '(none)'}, not ${machine}`, AGAIN);
  if (enabled) return ok(name, expression);
  // As it is shipped (infra/README.md): what is wrong is told, and somebody decides.
  if (machine === 'apply') return ok(name, 'off: drift is told, and corrected by hand');
  const remedy = `enable it in EventBridge Scheduler, or ${AGAIN}; in a stand-by Region it is off on purpose`;
  return failed(name, `is stopped (${expression}): nobody looks for drift`, remedy);
}
