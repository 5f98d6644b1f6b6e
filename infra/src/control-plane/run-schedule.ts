import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { scheduleName, type MachineName } from '@roster/workflow';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import type { FleetMachine } from './fleet-machine.ts';

/** How often each machine runs where the stage does not say. */
const SCHEDULES: Readonly<Record<MachineName, string>> = {
  plan: 'rate(1 hour)',
  apply: 'rate(1 day)',
};

/** How often a machine is started by its schedule; undefined where that is off. */
export function scheduleOf(stage: Stage, machine: MachineName): string | undefined {
  const { active = true, schedule } = stage;
  // Nothing runs by itself in a stand-by Region, and apply only where the stage says so.
  const enabled = active && (machine === 'plan' || schedule?.applyEnabled === true);
  return enabled ? expressionOf(stage, machine) : undefined;
}

const expressionOf = ({ schedule }: Stage, machine: MachineName): string =>
  schedule?.[machine] ?? SCHEDULES[machine];

/** What a schedule starts its machine with: a `RunInput`, whose run id OpenRun makes of the first two. */
export const scheduledInput = ({ prefix, concurrency }: Stage, machine: MachineName) => ({
  scheduleId: ContextAttribute.executionId,
  scheduledAt: ContextAttribute.scheduledTime,
  mode: machine,
  who: `schedule ${scheduleName(prefix, machine)}`,
  ...(concurrency === undefined ? {} : { concurrency }),
});

/**
 * Starts a machine every so often. A start that fails is tried again for a quarter of an hour: the next is due soon. One
 * that failed in all its tries goes to `undelivered` (Amazon EventBridge Scheduler User Guide, "Configuring a schedule's
 * dead-letter queue").
 */
export function createSchedule(
  scope: Construct,
  { stage, undelivered }: { readonly stage: Stage; readonly undelivered: IQueue },
  { machine, stateMachine }: FleetMachine,
): void {
  const name = scheduleName(stage.prefix, machine);
  new Schedule(scope, `${machine}-schedule`, {
    scheduleName: name,
    description: `Roster: starts the ${machine} machine`,
    schedule: ScheduleExpression.expression(expressionOf(stage, machine)),
    enabled: scheduleOf(stage, machine) !== undefined,
    target: new StepFunctionsStartExecution(stateMachine, {
      role: createScheduleRole(scope, `${machine}-schedule-role`, name),
      input: ScheduleTargetInput.fromObject(scheduledInput(stage, machine)),
      maxEventAge: Duration.minutes(15),
      retryAttempts: 10,
      deadLetterQueue: undelivered,
    }),
  });
}

/** Held to schedules of this account (Amazon EventBridge Scheduler User Guide, "Confused deputy prevention"). */
function createScheduleRole(scope: Construct, id: string, name: string): Role {
  const { account, region } = Stack.of(scope);
  return new Role(scope, id, {
    roleName: `${name}-schedule-${region}`,
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': account } },
    }),
  });
}
