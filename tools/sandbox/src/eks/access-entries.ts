import type { ClusterState } from '../cluster/cluster-state.ts';
import type { SandboxAccessEntry } from '../options.ts';
import { EksError } from './eks-error.ts';
import { pageOf } from './page.ts';

export function listAccessEntries(cluster: ClusterState, query: URLSearchParams) {
  const { page, nextToken } = pageOf(
    entriesOf(cluster).map((entry) => entry.principalArn),
    query,
  );
  return { accessEntries: page, ...(nextToken === null ? {} : { nextToken }) };
}

export function describeAccessEntry(cluster: ClusterState, principalArn: string) {
  const entry = entriesOf(cluster).find((one) => one.principalArn === principalArn);
  if (entry === undefined) {
    throw new EksError(404, 'ResourceNotFoundException', 'The specified principalArn could not be found.');
  }
  return {
    accessEntry: {
      clusterName: cluster.spec.name,
      principalArn,
      kubernetesGroups: entry.groups ?? [],
      username: entryUsername(entry),
      type: 'STANDARD',
    },
  };
}

/** The username of an entry without one of its own (EKS user guide, creating access entries). */
export function entryUsername(entry: SandboxAccessEntry): string {
  const [, head = '', name = ''] = /^(arn:.*):role\/(?:.*\/)?([^/]+)$/.exec(entry.principalArn) ?? [];
  const assumed = `${head.replace(':iam:', ':sts:')}:assumed-role/${name}/{{SessionName}}`;
  return entry.username ?? (name === '' ? entry.principalArn : assumed);
}

function entriesOf(cluster: ClusterState): readonly SandboxAccessEntry[] {
  if (cluster.mode === 'CONFIG_MAP') {
    const message =
      "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.";
    throw new EksError(400, 'InvalidRequestException', message);
  }
  return cluster.settings.accessEntries ?? [];
}
