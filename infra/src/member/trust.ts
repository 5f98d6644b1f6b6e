import { Aws, Fn } from 'aws-cdk-lib';
import { IDENTITIES, workerRoleName } from '@roster/workflow/deployment';
import { WORKER_SESSIONS } from '../operator-events.ts';

/** A statement of a policy as CloudFormation has it. */
export type Statement = Readonly<Record<string, unknown>>;

export type IdentityName = keyof typeof IDENTITIES;

/** What CloudFormation decides about a trust when a member stack is deployed, by its parameters. */
export const DECISIONS = {
  SecondPrefixGiven: 'SecondPrefix',
  ReadOnlyPrefixGiven: 'ReadOnlyPrefix',
  UsersGiven: 'OperatorPrincipals',
  PermissionSetGiven: 'OperatorPermissionSet',
  OperatorsElsewhere: 'OperatorAccount',
} as const;

/** `thing` where that parameter is given; in a list it is left out elsewhere. */
const where = (decision: keyof typeof DECISIONS, thing: unknown) =>
  Fn.conditionIf(decision, thing, Aws.NO_VALUE);

const CONTROL_PLANE = 'arn:${AWS::Partition}:iam::${ControlPlaneAccount}';
const WORKER_PATH = '${WorkerRolePath}';
const OF_THE_ORGANISATION = { 'aws:PrincipalOrgID': Fn.ref('OrganizationId') };

/**
 * Lets in the workers of the control plane that take this identity, in whatever Region they run, by the names of their
 * roles: a role named as the principal would be kept by its unique id, which dies with the role (IAM user guide, "AWS
 * JSON policy elements: Principal"). So whoever can make roles of these names in the control plane's account gets in: the
 * README says how to prevent it. Sessions that write bear the run's name (`roster-<run>`), by which
 * CloudTrail can be joined with the journal; those that look bear the worker's (`roster-<worker>`) and serve several runs,
 * whose names are in the user agent.
 *
 * A trust policy has 2,048 characters at most (IAM user guide, "IAM and AWS STS quotas": role trust policy length). So
 * there are three prefixes and no list, and partition and account stand in the principal alone. Of the deployment that
 * only looks the plan machine's workers are let in, and by the role that looks.
 */
export function trustOfWorkers(identity: IdentityName): Statement {
  const looking = IDENTITIES[identity].filter(({ machine }) => machine === 'plan');
  return {
    Sid: 'Workers',
    Effect: 'Allow',
    Principal: { AWS: Fn.sub(`${CONTROL_PLANE}:root`) },
    Action: 'sts:AssumeRole',
    Condition: {
      StringEquals: OF_THE_ORGANISATION,
      ArnLike: {
        'aws:PrincipalArn': [
          ...rolesOf('Prefix', IDENTITIES[identity]),
          ...rolesOf('SecondPrefix', IDENTITIES[identity]).map((arn) => where('SecondPrefixGiven', arn)),
          ...rolesOf('ReadOnlyPrefix', looking).map((arn) => where('ReadOnlyPrefixGiven', arn)),
        ],
      },
      StringLike: { 'sts:RoleSessionName': 'roster-*' },
    },
  };
}

type Workers = (typeof IDENTITIES)[IdentityName];

function rolesOf(prefix: 'Prefix' | 'SecondPrefix' | 'ReadOnlyPrefix', workers: readonly Workers[number][]) {
  return workers.map(({ machine, worker }) => {
    const name = workerRoleName('${' + prefix + '}', machine, worker, '*');
    return Fn.sub(`arn:*:iam::*:role${WORKER_PATH}${name}`);
  });
}

/** The statements by which people are let in: IAM users, and a permission set of IAM Identity Center, if they are given. */
export const trustOfOperators = (): readonly unknown[] => [
  where('UsersGiven', trustOfUsers()),
  where('PermissionSetGiven', trustOfPermissionSet()),
];

/**
 * IAM users, with MFA. Unlike workers they are named as principals, so by their unique ids: a user that is made again
 * under an old name does not inherit the way in.
 */
function trustOfUsers(): Statement {
  return {
    Sid: 'Operators',
    Effect: 'Allow',
    Principal: { AWS: Fn.split(',', Fn.ref('OperatorPrincipals')) },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: OF_THE_ORGANISATION, Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  };
}

/** What IAM Identity Center puts behind the name: 16 characters, so that no longer name of a permission set fits. */
const SUFFIX = '_' + '?'.repeat(16);

/**
 * Whoever was given this permission set of IAM Identity Center in that account, by the name of its role: a role that
 * Identity Center has made again has another suffix and another id (IAM Identity Center user guide, "Referencing
 * permission sets in resource policies, Amazon EKS, and AWS KMS"). Nobody else can make a role under that path. In
 * us-east-1 the path has no Region. Such a session carries no `aws:MultiFactorAuthPresent`: MFA is Identity Center's
 * own. Its name is the user's there; none may be named like a worker's, which nobody is told of (operator-rule.ts).
 */
function trustOfPermissionSet(): Statement {
  const account = Fn.conditionIf(
    'OperatorsElsewhere',
    Fn.ref('OperatorAccount'),
    Fn.ref('ControlPlaneAccount'),
  ).toString();
  const arn = (rest: string) => Fn.sub('arn:${AWS::Partition}:iam::${Account}:' + rest, { Account: account });
  const roles = ['', '*/'].map((region) =>
    arn(`role/aws-reserved/sso.amazonaws.com/${region}AWSReservedSSO_\${OperatorPermissionSet}${SUFFIX}`),
  );
  return {
    Sid: 'OperatorsOfIdentityCenter',
    Effect: 'Allow',
    Principal: { AWS: arn('root') },
    Action: 'sts:AssumeRole',
    Condition: {
      StringEquals: OF_THE_ORGANISATION,
      ArnLike: { 'aws:PrincipalArn': roles },
      StringNotLike: { 'aws:userid': WORKER_SESSIONS.map((name) => `*:${name}`) },
    },
  };
}
