import { Stack } from 'aws-cdk-lib';
import { CfnEventBusPolicy } from 'aws-cdk-lib/aws-events';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EVENT_SOURCE } from '@roster/workflow';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';

const defaultBusArn = (scope: Construct): string =>
  Stack.of(scope).formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' });

/** By which a worker puts Roster's events on the default bus, and nobody else's. */
export function putEventsStatement(scope: Construct): PolicyStatement {
  return new PolicyStatement({
    actions: ['events:PutEvents'],
    resources: [defaultBusArn(scope)],
    conditions: { StringEquals: { 'events:source': EVENT_SOURCE } },
  });
}

/**
 * Lets the organisation's accounts tell when an operator took a member role: their rules forward CloudTrail's record to
 * the default bus here. Its source is AWS's own, which no account can put itself (Amazon EventBridge User Guide,
 * "Permissions for event buses" and "PutEvents": sources that begin with `aws.` are refused). The prefix is in the id:
 * two stages of an account share the bus.
 */
export function admitMembers(scope: Construct, { prefix, organization }: Stage): void {
  const statement = new PolicyStatement({
    principals: [new AnyPrincipal()],
    actions: ['events:PutEvents'],
    resources: [defaultBusArn(scope)],
    conditions: { StringEquals: { 'aws:PrincipalOrgID': organization, 'events:source': 'aws.sts' } },
  });
  // The L2 policy hands a statement on as an object that CloudFormation cannot be told.
  new CfnEventBusPolicy(scope, 'Members', {
    statementId: `${prefix}-members`,
    statement: statement.toStatementJson() as object,
  });
}
