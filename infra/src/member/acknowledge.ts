import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const EKS = 'Resource::arn:<AWS::Partition>:eks:*:<AWS::AccountId>:';

/** What cdk-nag finds wide in a member role, and why it is meant. */
const LOOKING = {
  [`${EKS}cluster/*`]: 'Clusters come and go, in every Region: the role is for all of its account',
  [`${EKS}access-entry/*`]: 'To look at the entries of all clusters of its account',
};
const EVERYTHING = {
  'Resource::*': 'Only actions that AWS knows no resource for: EVERY_RESOURCE of permissions.ts',
};
const OWN_ENTRY = {
  [`${EKS}access-entry/*/role/<AWS::AccountId>/<BootstrapRoleName>/*`]:
    'Its own entry alone, on whichever cluster is new: its id is made with it',
};

const REASONS = { looking: { ...LOOKING, ...EVERYTHING }, bootstrapping: { ...LOOKING, ...OWN_ENTRY } };

/** Tells cdk-nag of what is meant in a role that looks, or that bootstraps. */
export function acknowledgeWide(role: IConstruct, what: keyof typeof REASONS): void {
  for (const [finding, reason] of Object.entries(REASONS[what])) {
    Validations.of(role).acknowledge({ id: `AwsSolutions::AwsSolutions-IAM5[${finding}]`, reason });
  }
}
