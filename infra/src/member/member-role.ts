import type { CfnCondition, Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Statement } from './trust.ts';

interface MemberRoleProps {
  readonly roleName: string;
  readonly description: string;
  /** Who may take it; an entry may be a condition of CloudFormation. */
  readonly trust: readonly unknown[];
  readonly may: readonly Statement[];
  readonly condition?: CfnCondition;
}

const VERSION = '2012-10-17';

/**
 * A role of a member account, its trust and its rights written out: the grants of CDK cannot say what CloudFormation
 * decides by a parameter, and somebody without CDK reads the same text.
 */
export function memberRole(stack: Stack, id: string, props: MemberRoleProps): CfnRole {
  const { roleName, description, trust, may, condition } = props;
  const role = new CfnRole(stack, id, {
    roleName,
    description,
    // A token of Roster's dies with the session behind it; an hour is what role chaining allows anyway.
    maxSessionDuration: 3600,
    assumeRolePolicyDocument: { Version: VERSION, Statement: trust },
    policies: [{ policyName: 'roster', policyDocument: { Version: VERSION, Statement: may } }],
  });
  if (condition !== undefined) role.cfnOptions.condition = condition;
  return role;
}
