import { Aws, CfnCondition, Fn, type Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { functionName, IDENTITIES } from '@roster/workflow/deployment';
import { memberRole } from './member-role.ts';

const BUS = 'arn:${AWS::Partition}:events:${EventsRegion}:${ControlPlaneAccount}:event-bus/default';
const SENDER = '${Prefix}-operator-events';
const ROLES = ['ReadRoleName', 'WriteRoleName', 'BootstrapRoleName'].map(
  (parameter) => 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${' + parameter + '}',
);

/**
 * Tells the control plane of every AssumeRole of a member role by anybody but a worker. CloudTrail tells EventBridge in
 * the Region whose STS was called: so the rule belongs into each Region that people may call.
 */
export function operatorRule(stack: Stack, rolesHere: CfnCondition): void {
  memberRole(stack, 'OperatorEventsRole', {
    roleName: Fn.sub(SENDER),
    description: 'Sends what the rule on the roles of Roster finds to the control plane',
    trust: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    may: [{ Sid: 'TellControlPlane', Effect: 'Allow', Action: 'events:PutEvents', Resource: Fn.sub(BUS) }],
    condition: rolesHere,
  });
  const sender = Fn.sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/' + SENDER);
  const rule = new CfnRule(stack, 'OperatorUse', {
    description: 'Somebody other than a worker of Roster has taken one of its roles',
    eventPattern: operatorUse(),
    targets: [{ id: 'control-plane', arn: Fn.sub(BUS), roleArn: sender }],
  });
  // On that very bus the events are already, and a rule cannot send to the bus that it stands on.
  rule.cfnOptions.condition = new CfnCondition(stack, 'NotOnThatBus', {
    expression: Fn.conditionNot(
      Fn.conditionAnd(
        Fn.conditionEquals(Aws.ACCOUNT_ID, Fn.ref('ControlPlaneAccount')),
        Fn.conditionEquals(Aws.REGION, Fn.ref('EventsRegion')),
      ),
    ),
  });
}

/**
 * An AssumeRole of the three roles (the third in a stack of its own, or not there) by anybody but a worker; the control plane's own rule (`infra/src/operations`) tells
 * them by the same. The account of a role sees of a caller from another account its id and session alone, no ARN (IAM
 * user guide, "Logging IAM and AWS STS API calls with AWS CloudTrail", cross-account AssumeRole); the session of a
 * Lambda bears its function's name.
 */
function operatorUse(): object {
  const workers = Object.values(IDENTITIES)
    .flat()
    .map(({ machine, worker }) => Fn.sub(`*:${functionName('${Prefix}', machine, worker)}`));
  return {
    source: ['aws.sts'],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: {
      eventSource: ['sts.amazonaws.com'],
      eventName: ['AssumeRole'],
      requestParameters: { roleArn: ROLES.map((arn) => Fn.sub(arn)) },
      userIdentity: { principalId: [{ 'anything-but': { wildcard: workers } }] },
    },
  };
}
