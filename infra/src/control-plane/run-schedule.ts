import { Duration } from 'aws-cdk-lib';
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import { scheduleName, type MachineName } from '@roster/workflow';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import type { FleetMachine } from './fleet-machine.ts';

/** How often each machine runs where the stage does not say. */
export const SCHEDULES: Readonly<Record<MachineName, string>> = {
  plan: 'rate(1 hour)',
  apply: 'rate(1 day)',
};

/** True where the schedule of a machine is on: nothing in a stand-by Region, and apply only where the stage says so. */
export function scheduleEnabled({ active = true, schedule }: Stage, machine: MachineName): boolean {
  return active && (machine === 'plan' || schedule?.applyEnabled === true);
}

/** What a schedule starts its machine with: a `RunInput`, whose run id OpenRun makes of the first two. */
export const scheduledInput = ({ prefix, concurrency }: Stage, machine: MachineName) => ({
  execution: ContextAttribute.executionId,
  scheduledAt: ContextAttribute.scheduledTime,
  mode: machine,
  who: `schedule ${scheduleName(prefix, machine)}`,
  ...(concurrency === undefined ? {} : { concurrency }),
});

/**
 * Starts a machine every so often. A start that fails is tried again for a quarter of an hour: the next is due soon,
 * and where none comes the alarm on "no run" tells.
 */
export function createSchedule(
  scope: Construct,
  stage: Stage,
  { machine, stateMachine }: FleetMachine,
): Schedule {
  return new Schedule(scope, `${machine}-schedule`, {
    scheduleName: scheduleName(stage.prefix, machine),
    description: `Roster: starts the ${machine} machine`,
    schedule: ScheduleExpression.expression(stage.schedule?.[machine] ?? SCHEDULES[machine]),
    enabled: scheduleEnabled(stage, machine),
    target: new StepFunctionsStartExecution(stateMachine, {
      input: ScheduleTargetInput.fromObject(scheduledInput(stage, machine)),
      maxEventAge: Duration.minutes(15),
      retryAttempts: 10,
    }),
  });
}
