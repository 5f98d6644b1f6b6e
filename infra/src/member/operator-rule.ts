import { Aws, CfnCondition, Fn, Validations, type ICfnConditionExpression, type Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { HEARS_OF_ASSUME_ROLE, WORKER_SESSIONS } from '../operator-events.ts';
import { memberRole } from './member-role.ts';

const SENDER = '${Prefix}-operator-events';
const ROLES = ['ReadRoleName', 'WriteRoleName', 'BootstrapRoleName'].map(
  (parameter) => 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${' + parameter + '}',
);

/** The Regions of the control plane, each by its parameter, and the condition under which the rule sends there. */
const BUSES = [
  { id: 'control-plane', region: 'EventsRegion', condition: 'TellActive' },
  { id: 'stand-by', region: 'StandbyEventsRegion', condition: 'TellStandby' },
] as const;

const busIn = (region: string) =>
  Fn.sub('arn:${AWS::Partition}:events:${' + region + '}:${ControlPlaneAccount}:event-bus/default');

/**
 * Tells the control plane of every AssumeRole of a member role by anybody but a worker: the active Region and the
 * stand-by, so that the Region which hears is never only the one that is gone. CloudTrail sends it to EventBridge in the Region
 * whose STS was called, if the account has a trail there that logs management events, read events too: so the rule
 * belongs into each Region that people may call.
 */
export function operatorRule(stack: Stack, rolesHere: CfnCondition): void {
  const somewhere = new CfnCondition(stack, 'StandbyGiven', { expression: given('StandbyEventsRegion') });
  const role = memberRole(stack, 'OperatorEventsRole', {
    roleName: Fn.sub(SENDER),
    description: 'Sends what the rule on the roles of Roster finds to the control plane',
    trust: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    may: [
      {
        Sid: 'TellControlPlane',
        Effect: 'Allow',
        Action: 'events:PutEvents',
        Resource: [
          busIn('EventsRegion'),
          Fn.conditionIf(somewhere.logicalId, busIn('StandbyEventsRegion'), Aws.NO_VALUE),
        ],
      },
    ],
    condition: rolesHere,
  });
  // By the role itself where it is made, so that the rule waits for it; elsewhere it stands already.
  const sender = Fn.conditionIf(
    rolesHere.logicalId,
    role.attrArn,
    Fn.sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/' + SENDER),
  );
  const [active, standby] = [elsewhereThan('EventsRegion'), elsewhereThan('StandbyEventsRegion')];
  const tellActive = new CfnCondition(stack, 'TellActive', { expression: active });
  const tellStandby = new CfnCondition(stack, 'TellStandby', {
    expression: Fn.conditionAnd(somewhere, standby),
  });
  const rule = new CfnRule(stack, 'OperatorUse', {
    description: 'Somebody other than a worker of Roster has taken one of its roles',
    state: HEARS_OF_ASSUME_ROLE,
    eventPattern: operatorUse(),
    targets: BUSES.map(({ id, region, condition }) =>
      // As CloudFormation has it: an entry that CloudFormation decides about is no object of CDK's.
      Fn.conditionIf(condition, { Id: id, Arn: busIn(region), RoleArn: sender }, Aws.NO_VALUE),
    ),
  });
  rule.cfnOptions.condition = new CfnCondition(stack, 'TellSomebody', {
    expression: Fn.conditionOr(tellActive, tellStandby),
  });
  Validations.of(rule).acknowledge({
    id: 'CloudFormation-Validate::W1028',
    reason: 'Takes two Regions that are parameters for never the same; member.infra.test.ts tries every case',
  });
}

const given = (parameter: string) => Fn.conditionNot(Fn.conditionEquals(Fn.ref(parameter), ''));

/** On that very bus the events are already, and a rule cannot send to the bus that it stands on. */
const elsewhereThan = (region: string): ICfnConditionExpression =>
  Fn.conditionNot(
    Fn.conditionAnd(
      Fn.conditionEquals(Aws.ACCOUNT_ID, Fn.ref('ControlPlaneAccount')),
      Fn.conditionEquals(Aws.REGION, Fn.ref(region)),
    ),
  );

/**
 * An AssumeRole of the three roles (the third in a stack of its own, or not there) by anybody but a worker; the control
 * plane's own rule (`infra/src/operations`) knows them by the same. It is the only event that there can be: the trust
 * allows `sts:AssumeRole` and nothing else, an `AwsApiCall` for whoever calls, a session of IAM Identity Center too
 * (its own sign-in, AssumeRoleWithSAML, is of another role), and a switch of roles in the console records it besides
 * `SwitchRole`. Of this account and Region alone: what the control plane's Regions send each other is not sent on.
 */
function operatorUse(): object {
  return {
    source: ['aws.sts'],
    account: [Aws.ACCOUNT_ID],
    region: [Aws.REGION],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: {
      eventSource: ['sts.amazonaws.com'],
      eventName: ['AssumeRole'],
      requestParameters: { roleArn: ROLES.map((arn) => Fn.sub(arn)) },
      userIdentity: {
        principalId: [{ 'anything-but': { wildcard: WORKER_SESSIONS.map((name) => `*:${name}`) } }],
      },
    },
  };
}
