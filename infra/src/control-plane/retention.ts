import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** A quarter: what happened stands in the journal for 400 days, the logs tell how. */
const RETENTION = RetentionDays.THREE_MONTHS;

/**
 * A log group of our own making: one that Lambda makes keeps its lines for ever. It goes with its stack, since a
 * deployment after that makes one of the same name.
 */
export function createLogGroup(scope: Construct, logGroupName: string): LogGroup {
  return new LogGroup(scope, 'Logs', {
    logGroupName,
    retention: RETENTION,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
