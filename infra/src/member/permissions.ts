import { Fn } from 'aws-cdk-lib';
import type { ParameterName } from './parameters.ts';
import type { Statement } from './trust.ts';

const eks = (resource: string) => Fn.sub('arn:${AWS::Partition}:eks:*:${AWS::AccountId}:' + resource);
const CLUSTERS = eks('cluster/*');
const ENTRIES = eks('access-entry/*');
/** An entry's ARN is `access-entry/<cluster>/role/<account>/<name>/<id>` (Service Authorization Reference, EKS). */
const OWN_ENTRY = eks('access-entry/*/role/${AWS::AccountId}/${BootstrapRoleName}/*');
const CLUSTER_ADMIN = 'arn:${AWS::Partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy';

const allow = (sid: string, actions: readonly string[], resource: string, condition?: object): Statement => ({
  Sid: sid,
  Effect: 'Allow',
  Action: actions,
  Resource: resource,
  ...(condition === undefined ? {} : { Condition: condition }),
});

/** Statements whose resource is `*`, by their Sid, with the reason; there are no others. */
export const EVERY_RESOURCE: Readonly<Record<string, string>> = {
  FindClusters: 'eks:ListClusters knows no resource (Service Authorization Reference, EKS)',
  FindRoles:
    'iam:ListRoles lists all roles of an account: those of permission sets lie under a path of their own',
};

/**
 * What an identity of Roster may do in its account: to look. No IAM action lets anybody into a cluster, nor write there
 * (that is up to aws-auth, access entries and infra/rbac): so the writing role has no action more than the looking one.
 */
export const LOOKING: readonly Statement[] = [
  allow('LookAtClusters', ['eks:DescribeCluster', 'eks:ListAccessEntries'], CLUSTERS),
  allow('LookAtEntries', ['eks:DescribeAccessEntry', 'eks:ListAssociatedAccessPolicies'], ENTRIES),
  allow('FindClusters', ['eks:ListClusters'], '*'),
  allow('FindRoles', ['iam:ListRoles'], '*'),
];

/**
 * What `roster bootstrap` calls, and no more: entries for these three roles, each with its own group, and the one
 * policy, on its own entry alone (condition keys: Service Authorization Reference, EKS).
 */
export const BOOTSTRAPPING: readonly Statement[] = [
  allow('LookAtClusters', ['eks:DescribeCluster'], CLUSTERS),
  allow('LookAtEntries', ['eks:DescribeAccessEntry', 'eks:ListAssociatedAccessPolicies'], ENTRIES),
  letIn('LetLookingIn', 'ReadRoleName', inGroup('roster:read')),
  letIn('LetWritingIn', 'WriteRoleName', inGroup('roster:write')),
  letIn('EnterItself', 'BootstrapRoleName', { Null: { 'eks:kubernetesGroups': 'true' } }),
  allow('BecomeAdministrator', ['eks:AssociateAccessPolicy'], OWN_ENTRY, {
    ArnEquals: { 'eks:policyArn': Fn.sub(CLUSTER_ADMIN) },
  }),
  allow('BeNobodyAgain', ['eks:DisassociateAccessPolicy', 'eks:DeleteAccessEntry'], OWN_ENTRY),
];

function letIn(sid: string, role: ParameterName, condition: object): Statement {
  const principal = Fn.sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${' + role + '}');
  return allow(sid, ['eks:CreateAccessEntry'], CLUSTERS, {
    ArnEquals: { 'eks:principalArn': principal },
    StringEquals: { 'eks:accessEntryType': 'STANDARD' },
    ...condition,
  });
}

function inGroup(group: string): object {
  return { 'ForAllValues:StringEquals': { 'eks:kubernetesGroups': [group] } };
}
