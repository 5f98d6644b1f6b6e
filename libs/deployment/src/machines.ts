import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  StartExecutionCommand,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { awsFault } from '@roster/eks';
import { Fault } from '@roster/workflow/faults';
import { executionArn, machineArn } from './arns.ts';
import { deadline, unlessAbsent } from './calling.ts';
import type { Deployment, DeploymentPlace, Execution } from './deployment.ts';
import { failureOf } from './failure-of.ts';

/** The part of the port that Step Functions answers. */
export function machines(
  client: SFNClient,
  place: DeploymentPlace,
): Pick<Deployment, 'start' | 'execution' | 'machine'> {
  return {
    start: async ({ machine, name, input }) => {
      const stateMachineArn = machineArn(place, machine);
      const command = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) });
      await client.send(command, deadline()).catch((error: unknown) => {
        throw notStarted(error, stateMachineArn, name);
      });
    },
    machine: async (machine) => {
      const stateMachineArn = machineArn(place, machine);
      const found = await unlessAbsent(
        client.send(new DescribeStateMachineCommand({ stateMachineArn }), deadline()),
        ['StateMachineDoesNotExist'],
        `${stateMachineArn}: states:DescribeStateMachine`,
      );
      return found && { arn: stateMachineArn, active: found.status === 'ACTIVE' };
    },
    execution: async (machine, name) => {
      const arn = executionArn(place, machine, name);
      const found = await unlessAbsent(
        client.send(new DescribeExecutionCommand({ executionArn: arn }), deadline()),
        ['ExecutionDoesNotExist', 'StateMachineDoesNotExist'],
        `${arn}: states:DescribeExecution`,
      );
      return found && (await executionOf(client, arn, found));
    },
  };
}

interface Described {
  readonly status?: string | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

async function executionOf(client: SFNClient, arn: string, found: Described): Promise<Execution> {
  switch (found.status) {
    case 'SUCCEEDED':
      return { state: 'succeeded', error: '', message: '' };
    case 'FAILED':
      return { state: 'failed', ...(await failureOf(client, arn, found)) };
    case 'TIMED_OUT':
      return { state: 'failed', error: 'States.Timeout', message: 'the machine’s own time was over' };
    case 'ABORTED':
      return { state: 'failed', error: 'Aborted', message: 'somebody stopped the execution' };
    default:
      return { state: 'running', error: '', message: '' };
  }
}

function notStarted(error: unknown, machine: string, name: string): Fault {
  const called = error instanceof Error ? error.name : '';
  if (called === 'StateMachineDoesNotExist') {
    return new Fault('NotFoundFault', `${machine}: there is no such state machine`);
  }
  if (called === 'ExecutionAlreadyExists') {
    return new Fault(
      'ConflictFault',
      `${machine}: another execution was started as ${name}: start a new run`,
    );
  }
  return awsFault(error, `${machine}: states:StartExecution`);
}
