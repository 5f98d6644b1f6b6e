import { Fn } from 'aws-cdk-lib';
import { IDENTITIES, workerRoleName } from '@roster/workflow/deployment';

/** A statement of a policy as CloudFormation has it. */
export type Statement = Readonly<Record<string, unknown>>;

export type IdentityName = keyof typeof IDENTITIES;

const CONTROL_PLANE = 'arn:${AWS::Partition}:iam::${ControlPlaneAccount}';
const OF_THE_ORGANISATION = { 'aws:PrincipalOrgID': Fn.ref('OrganizationId') };

/**
 * Lets in the workers of the control plane that take this identity, in whatever Region they run, by the names of their
 * roles: a role named as the principal would be kept by its unique id, which dies with the role (IAM user guide, "AWS
 * JSON policy elements: Principal"). Sessions bear the run's name, by which CloudTrail can be joined with the journal.
 */
export function trustOfWorkers(identity: IdentityName): Statement {
  const roles = IDENTITIES[identity].map(({ machine, worker }) =>
    workerRoleName('${Prefix}', machine, worker, '*'),
  );
  return {
    Sid: 'Workers',
    Effect: 'Allow',
    Principal: { AWS: Fn.sub(`${CONTROL_PLANE}:root`) },
    Action: 'sts:AssumeRole',
    Condition: {
      StringEquals: OF_THE_ORGANISATION,
      ArnLike: { 'aws:PrincipalArn': roles.map((role) => Fn.sub(`${CONTROL_PLANE}:role/${role}`)) },
      StringLike: { 'sts:RoleSessionName': 'roster-*' },
    },
  };
}

/**
 * Lets in people, with MFA. Unlike workers they are named as principals, so by their unique ids: a user that is made
 * again under an old name does not inherit the way in.
 */
export function trustOfOperators(): Statement {
  return {
    Sid: 'Operators',
    Effect: 'Allow',
    Principal: { AWS: Fn.ref('OperatorPrincipals') },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: OF_THE_ORGANISATION, Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  };
}
