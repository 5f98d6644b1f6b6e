import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { MachineName } from '@roster/workflow';
import type { Construct } from 'constructs';
import { tablesOf } from '../state/tables.ts';
import { Operations } from '../operations/operations.ts';
import { warnOfPlaceholders } from '../placeholders.ts';
import { machinesOf, memberRolesOf, type Stage } from '../stage.ts';
import { createTopic } from './alarm-topic.ts';
import { closeWhatEndedBadly } from './close-rule.ts';
import { admitMembers } from './event-bus.ts';
import { FleetMachine } from './fleet-machine.ts';
import { WorkerNetwork } from './network.ts';
import { createSchedule, scheduleOf } from './run-schedule.ts';
import { createUndelivered } from './undelivered.ts';
import type { Worker } from './worker.ts';

export interface ControlPlaneStackProps extends StackProps {
  readonly stage: Stage;
  /** The folder that holds a bundle a worker: `<bundles>/<worker>/index.mjs` (`npm run bundle`). */
  readonly bundles: string;
}

/** The machines with their workers, what starts them, and who is told. */
export class ControlPlaneStack extends Stack {
  /** A read-only stage has the plan machine alone. */
  readonly machines: Readonly<Partial<Record<MachineName, FleetMachine>>>;
  /** Every worker of every machine. */
  readonly workers: readonly Worker[];

  constructor(scope: Construct, id: string, { stage, bundles, ...props }: ControlPlaneStackProps) {
    super(scope, id, { description: 'Roster: machines, workers, schedules', ...props });
    const tables = tablesOf(this, stage);
    const topic = createTopic(this, stage);
    const undelivered = createUndelivered(this, stage);
    admitMembers(this, stage);
    const network = stage.vpc === undefined ? undefined : new WorkerNetwork(this, 'Network', stage.vpc);
    const machines = machinesOf(stage).map(
      (machine) => new FleetMachine(this, machine, { stage, machine, tables, bundles, network }),
    );
    this.machines = byMachine(machines, (machine) => machine);
    this.workers = machines.flatMap(({ workers }) => Object.values(workers));
    for (const machine of machines) {
      createSchedule(this, { stage, undelivered }, machine);
      closeWhatEndedBadly(machine, undelivered);
    }
    warnOfPlaceholders(this, stage);
    new Operations(this, 'Operations', {
      prefix: stage.prefix,
      topic,
      undelivered,
      workers: this.workers,
      machines: byMachine(machines, ({ stateMachine }) => stateMachine),
      memberRoles: memberRolesOf(stage),
      planSchedule: scheduleOf(stage, 'plan'),
      ...stage.alarms,
    });
    for (const { machine, stateMachine } of machines) {
      new CfnOutput(this, `${machine}Machine`, { value: stateMachine.stateMachineArn });
    }
  }
}

function byMachine<T>(
  machines: readonly FleetMachine[],
  valueOf: (machine: FleetMachine) => T,
): Readonly<Partial<Record<MachineName, T>>> {
  return Object.fromEntries(machines.map((each) => [each.machine, valueOf(each)]));
}
