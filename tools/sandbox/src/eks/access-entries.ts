import type { ClusterState } from '../cluster/cluster-state.ts';
import type { SandboxAccessEntry } from '../options.ts';
import { AwsError } from '../aws-error.ts';
import { invalidParameter } from './invalid-parameter.ts';
import { newEntry } from './new-entry.ts';
import { pageOf } from './page.ts';

export function listAccessEntries(cluster: ClusterState, query: URLSearchParams) {
  const { page, nextToken } = pageOf(
    entriesOf(cluster).map((entry) => entry.principalArn),
    query,
  );
  return { accessEntries: page, ...(nextToken === null ? {} : { nextToken }) };
}

export function describeAccessEntry(cluster: ClusterState, principalArn: string) {
  return { accessEntry: described(cluster, entryOf(cluster, principalArn)) };
}

/** One entry. AwsError 404 where there is none. */
export function entryOf(cluster: ClusterState, principalArn: string): SandboxAccessEntry {
  const entry = entriesOf(cluster).find((one) => one.principalArn === principalArn);
  if (entry !== undefined) return entry;
  throw notFound();
}

export const notFound = () =>
  new AwsError(404, 'ResourceNotFoundException', 'The specified principalArn could not be found.');

/** CreateAccessEntry; `exists` tells which principals IAM knows. */
export function createAccessEntry(
  cluster: ClusterState,
  body: Readonly<Record<string, unknown>>,
  exists: (principalArn: string) => boolean,
) {
  const entries = entriesOf(cluster);
  const entry = newEntry(body);
  if (!exists(entry.principalArn) || cluster.faults.take('unknownPrincipals')) {
    throw invalidParameter('The specified principalArn is invalid: invalid principal.');
  }
  if (entries.some(({ principalArn }) => principalArn === entry.principalArn)) {
    const message = 'The specified access entry resource is already in use on this cluster.';
    throw new AwsError(409, 'ResourceInUseException', message);
  }
  cluster.setAccessEntries([...entries, entry]);
  return { accessEntry: described(cluster, entry) };
}

export function deleteAccessEntry(cluster: ClusterState, principalArn: string) {
  const gone = entryOf(cluster, principalArn);
  cluster.setAccessEntries(entriesOf(cluster).filter((entry) => entry !== gone));
  return {};
}

function described({ spec }: ClusterState, entry: SandboxAccessEntry) {
  const { principalArn, groups = [] } = entry;
  const username = entryUsername(entry);
  return { clusterName: spec.name, principalArn, kubernetesGroups: groups, username, type: 'STANDARD' };
}

/** The username of an entry without one of its own (EKS user guide, creating access entries). */
export function entryUsername(entry: SandboxAccessEntry): string {
  const [, head = '', name = ''] = /^(arn:.*):role\/(?:.*\/)?([^/]+)$/.exec(entry.principalArn) ?? [];
  const assumed = `${head.replace(':iam:', ':sts:')}:assumed-role/${name}/{{SessionName}}`;
  return entry.username ?? (name === '' ? entry.principalArn : assumed);
}

export function entriesOf(cluster: ClusterState): readonly SandboxAccessEntry[] {
  if (cluster.mode === 'CONFIG_MAP') {
    const message =
      "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.";
    throw new AwsError(400, 'InvalidRequestException', message);
  }
  return cluster.accessEntries;
}
