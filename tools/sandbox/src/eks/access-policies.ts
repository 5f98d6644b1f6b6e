import type { ClusterState } from '../cluster/cluster-state.ts';
import type { SandboxAccessEntry } from '../options.ts';
import { entriesOf, entryOf, notFound } from './access-entries.ts';
import { AwsError } from '../aws-error.ts';
import { invalidParameter } from './invalid-parameter.ts';
import { pageOf } from './page.ts';

const SCOPE = { type: 'cluster', namespaces: [] };

export function listAccessPolicies(cluster: ClusterState, principalArn: string, query: URLSearchParams) {
  const { policies = [] } = entryOf(cluster, principalArn);
  const { page, nextToken } = pageOf(
    policies.map((policy) => arnOf(cluster, policy)),
    query,
  );
  return {
    ...{ clusterName: cluster.spec.name, principalArn },
    associatedAccessPolicies: page.map((policyArn) => ({ policyArn, accessScope: SCOPE })),
    ...(nextToken === null ? {} : { nextToken }),
  };
}

/** A second association of the same policy is no error. */
export function associateAccessPolicy(
  cluster: ClusterState,
  principalArn: string,
  body: Readonly<Record<string, unknown>>,
) {
  const entry = entryOf(cluster, principalArn);
  if (cluster.faults.take('unseenEntries')) throw notFound();
  const { policyArn, accessScope } = body;
  if (typeof policyArn !== 'string' || !policyArn.startsWith(arnOf(cluster, 'AmazonEKS'))) {
    throw invalidParameter('The policyArn parameter format is not valid');
  }
  if ((accessScope as { type?: unknown } | undefined)?.type !== 'cluster') {
    throw invalidParameter('the sandbox knows the access scope "cluster" alone');
  }
  const others = policiesBut(cluster, entry, policyArn);
  replace(cluster, entry, [...others, policyArn]);
  const associatedAccessPolicy = { policyArn, accessScope: SCOPE };
  return { clusterName: cluster.spec.name, principalArn, associatedAccessPolicy };
}

export function disassociateAccessPolicy(cluster: ClusterState, principalArn: string, policyArn: string) {
  const entry = entryOf(cluster, principalArn);
  const others = policiesBut(cluster, entry, policyArn);
  if (others.length === (entry.policies ?? []).length) {
    throw new AwsError(404, 'ResourceNotFoundException', 'The specified policyArn is not associated.');
  }
  replace(cluster, entry, others);
  return {};
}

function policiesBut(cluster: ClusterState, { policies = [] }: SandboxAccessEntry, policyArn: string) {
  return policies.filter((policy) => arnOf(cluster, policy) !== policyArn);
}

function replace(cluster: ClusterState, entry: SandboxAccessEntry, policies: readonly string[]): void {
  const changed = entriesOf(cluster).map((one) => (one === entry ? { ...one, policies } : one));
  cluster.setAccessEntries(changed);
}

/** The ARN of a policy that may be given by its name, in the cluster's own partition (facts.md: Access entries). */
function arnOf({ partition }: ClusterState, policy: string): string {
  return policy.startsWith('arn:') ? policy : `arn:${partition}:eks::aws:cluster-access-policy/${policy}`;
}
