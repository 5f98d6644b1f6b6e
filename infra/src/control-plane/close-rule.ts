import { Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { FleetMachine } from './fleet-machine.ts';

/**
 * An execution that was aborted, timed out or failed never came to CloseRun, or failed in it: the report worker closes
 * its run, as it would have. The event's detail goes in as it is (`EndedExecution` in libs/workflow). A child of the
 * Map is an execution of the machine too, but an Express one, which sends no events. What Lambda does not take goes to
 * `undelivered`.
 */
export function closeWhatEndedBadly(machine: FleetMachine, undelivered: IQueue): void {
  const { stateMachine, workers } = machine;
  new Rule(machine, 'EndedBadly', {
    description: `Runs CloseRun for executions of the ${machine.machine} machine that did not end well`,
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: {
        status: ['ABORTED', 'FAILED', 'TIMED_OUT'],
        stateMachineArn: [stateMachine.stateMachineArn],
      },
    },
    targets: [
      new LambdaFunction(workers.report.function, {
        event: RuleTargetInput.fromEventPath('$.detail'),
        deadLetterQueue: undelivered,
      }),
    ],
  });
}
