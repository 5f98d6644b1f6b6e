import { GetScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import { scheduleName } from '@roster/workflow/deployment';
import { deadline, unlessAbsent } from './calling.ts';
import type { Deployment, DeploymentPlace } from './deployment.ts';
import { objectIn, type JsonObject } from './object-in.ts';

/** The part of the port that EventBridge Scheduler answers. */
export function schedules(
  client: SchedulerClient,
  { prefix }: DeploymentPlace,
): Pick<Deployment, 'schedule'> {
  return {
    schedule: async (machine) => {
      const Name = scheduleName(prefix, machine);
      const found = await unlessAbsent(
        client.send(new GetScheduleCommand({ Name }), deadline()),
        ['ResourceNotFoundException'],
        `schedule ${Name}: scheduler:GetSchedule`,
      );
      if (found === undefined) return undefined;
      return {
        enabled: found.State === 'ENABLED',
        expression: found.ScheduleExpression ?? '',
        ...startedBy(found.Target?.Arn ?? '', objectIn(found.Target?.Input)),
      };
    },
  };
}

/**
 * A schedule starts a machine by a templated target (its ARN) or by a universal one, whose input is that of
 * StartExecution (EventBridge Scheduler user guide: Managing targets).
 */
function startedBy(target: string, input: JsonObject): { readonly starts: string; readonly mode: string } {
  const universal = target.endsWith(':aws-sdk:sfn:startExecution');
  const run = universal ? objectIn(textOf(input['Input'])) : input;
  return { starts: universal ? textOf(input['StateMachineArn']) : target, mode: textOf(run['mode']) };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
