import type { Cluster, FailureBudget, Fleet, Grant } from '@roster/access';
import { yamlForOthers } from './yaml-for-others.ts';

/** A whole fleet as one file, from which `loadFleet` reads the same fleet. Roles stand with each cluster. */
export function renderFleetFile(fleet: Fleet, comment?: string): string {
  const {
    rollout,
    protected: kept,
    trustedAccounts,
    privilegedGroups,
    denied,
    ownership,
    clusters,
    grants,
  } = fleet;
  return yamlForOthers(
    {
      apiVersion: 'roster/v1',
      rollout: { waves: rollout.waves, failureBudget: budgetText(rollout.failureBudget) },
      protected: kept,
      trustedAccounts,
      privilegedGroups,
      denied,
      ownership,
      clusters: clusters.map(clusterEntry),
      grants: grants.map(grantEntry),
    },
    comment === undefined ? {} : { comment },
  );
}

function budgetText(budget: FailureBudget): number | string {
  return 'count' in budget ? budget.count : `${budget.percent}%`;
}

function clusterEntry({ name, account, region, labels, roles, checks }: Cluster): object {
  const lists = Object.entries(checks).filter(([, list]) => (list as readonly unknown[]).length > 0);
  return {
    ...{ name, account, region },
    ...(Object.keys(labels).length > 0 ? { labels } : {}),
    ...(Object.keys(roles).length > 0 ? { roles } : {}),
    ...(lists.length > 0 ? { checks: Object.fromEntries(lists) } : {}),
  };
}

function grantEntry(grant: Grant): object {
  return Object.fromEntries(Object.entries(grant).filter(([key]) => key !== 'source'));
}
