import { IDENTITIES, functionName } from '@roster/workflow/deployment';
import { describe, expect, it } from 'vitest';
import { memberTemplates } from './templates.ts';
import { filledIn, isLike } from './test/filled-in.ts';

interface Rule {
  readonly State: string;
  readonly EventPattern: {
    readonly account: readonly string[];
    readonly region: readonly string[];
    readonly 'detail-type': readonly string[];
    readonly detail: {
      readonly eventName: readonly string[];
      readonly requestParameters: { readonly roleArn: readonly string[] };
      readonly userIdentity: {
        readonly principalId: readonly {
          readonly 'anything-but': { readonly wildcard: readonly string[] };
        }[];
      };
    };
  };
  readonly Targets: readonly { readonly Id: string; readonly Arn: string; readonly RoleArn: string }[];
}
interface Role {
  readonly RoleName: string;
  readonly Policies: readonly {
    readonly PolicyDocument: { readonly Statement: readonly { readonly Resource: readonly string[] }[] };
  }[];
}

const [{ template } = { template: {} }] = memberTemplates();

function made(told: Readonly<Record<string, string>> = {}) {
  const { Resources } = filledIn(template, told) as {
    readonly Resources: Readonly<Record<string, { readonly Properties: unknown }>>;
  };
  return {
    rule: Resources['OperatorUse']?.Properties as Rule | undefined,
    sender: Resources['OperatorEventsRole']?.Properties as Role | undefined,
  };
}

const busIn = (region: string) => `arn:aws:events:${region}:999999999999:event-bus/default`;
const CONTROL_PLANE = { 'AWS::AccountId': '999999999999' };
const STANDBY = { StandbyEventsRegion: 'eu-central-1' };

describe('the use of a member role by somebody', () => {
  it('goes to the default bus of the control plane, by a role that stands before the rule', () => {
    const { rule, sender } = made();
    // A reference, so CloudFormation makes the role first.
    const RoleArn = 'the OperatorEventsRole’s Arn';
    expect(rule?.Targets).toEqual([{ Id: 'control-plane', Arn: busIn('eu-west-1'), RoleArn }]);
    expect(sender?.RoleName).toBe('roster-operator-events');
    expect(sender?.Policies[0]?.PolicyDocument.Statement).toMatchObject([
      { Action: 'events:PutEvents', Resource: [busIn('eu-west-1')] },
    ]);
  });

  it('is told in every Region, by the role that stands already', () => {
    const { rule, sender } = made({ 'AWS::Region': 'us-east-1' });
    const RoleArn = 'arn:aws:iam::111122223333:role/roster-operator-events';
    expect(rule?.Targets).toMatchObject([{ Arn: busIn('eu-west-1'), RoleArn }]);
    expect(sender).toBeUndefined();
  });

  it.each([
    ['a member account', {}, ['eu-west-1', 'eu-central-1']],
    ['the control plane’s, in its Region', CONTROL_PLANE, ['eu-central-1']],
    [
      'the control plane’s, in the stand-by’s Region',
      { ...CONTROL_PLANE, 'AWS::Region': 'eu-central-1' },
      ['eu-west-1'],
    ],
    [
      'the control plane’s, in a third Region',
      { ...CONTROL_PLANE, 'AWS::Region': 'us-east-1' },
      ['eu-west-1', 'eu-central-1'],
    ],
  ])('goes to a stand-by too, from the account %s', (_, told, regions) => {
    const { rule } = made({ ...STANDBY, ...told });
    expect(rule?.Targets.map(({ Arn }) => Arn)).toEqual(regions.map(busIn));
    const role = made(STANDBY).sender;
    expect(role?.Policies[0]?.PolicyDocument.Statement[0]?.Resource).toEqual(
      ['eu-west-1', 'eu-central-1'].map(busIn),
    );
  });

  it('stays on the bus where it is already', () => {
    expect(made(CONTROL_PLANE).rule).toBeUndefined();
  });

  it('is heard of however CloudTrail records it, and only where it happened', () => {
    const { EventPattern, State } = made().rule!;
    expect(State).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
    expect(EventPattern).toMatchObject({
      source: ['aws.sts'],
      'detail-type': ['AWS API Call via CloudTrail'],
      account: ['111122223333'],
      region: ['eu-west-1'],
      detail: { eventName: ['AssumeRole'] },
    });
    expect(EventPattern.detail.requestParameters.roleArn).toEqual(
      ['RosterRead', 'RosterWrite', 'RosterBootstrap'].map(
        (name) => `arn:aws:iam::111122223333:role/${name}`,
      ),
    );
  });

  it('is told of users and of people of Identity Center, and not of workers', () => {
    const [quiet] = made().rule!.EventPattern.detail.userIdentity.principalId;
    const isQuiet = (id: string) => quiet!['anything-but'].wildcard.some((pattern) => isLike(id, pattern));
    expect(['AIDAEXAMPLE', 'AROAEXAMPLE:ann', 'AROAEXAMPLE:ann@example.com'].filter(isQuiet)).toEqual([]);
    for (const { machine, worker } of [...IDENTITIES.read, ...IDENTITIES.write]) {
      for (const prefix of ['roster', 'roster-dev']) {
        expect(isQuiet(`AROAEXAMPLE:${functionName(prefix, machine, worker)}`)).toBe(true);
      }
    }
  });
});
