import {
  clusterArn,
  fillRole,
  type Cluster,
  type FailureBudget,
  type Fleet,
  type Grant,
} from '@roster/access';
import type { Merged, Placed } from './merge-files.ts';
import type { ClusterEntry } from './schema/cluster.ts';
import type { FleetFile } from './schema/fleet-file.ts';
import type { GrantEntry } from './schema/grant.ts';

type Roles = NonNullable<FleetFile['defaults']>['roles'];

/** A share of 5 % where the file says nothing (design.md: Storage, in the example). */
const BUDGET = '5%';

/** The fleet that files ask for: defaults applied, role templates filled, ARNs built. */
export function buildFleet({ clusters, grants, settings }: Merged): Fleet {
  const { defaults, rollout, protected: kept = [], ownership = [] } = settings;
  const { trustedAccounts = [], privilegedGroups = [], denied = [] } = settings;
  return {
    rollout: { waves: rollout?.waves ?? [], failureBudget: budgetOf(rollout?.failureBudget ?? BUDGET) },
    protected: kept,
    trustedAccounts,
    privilegedGroups,
    denied,
    ownership,
    clusters: clusters.map(({ entry }) => clusterOf(entry, defaults?.roles)),
    grants: grants.map(grantOf),
  };
}

function budgetOf(budget: number | string): FailureBudget {
  return typeof budget === 'number' ? { count: budget } : { percent: Number(budget.slice(0, -1)) };
}

function clusterOf(entry: ClusterEntry, defaults: Roles): Cluster {
  const { name, account, region, labels, checks } = entry;
  const templates = Object.entries({ ...defaults, ...entry.roles });
  const roles = Object.fromEntries(templates.map(([as, template]) => [as, fillRole(template, entry)]));
  return { arn: clusterArn(entry), name, account, region, labels, roles, checks };
}

function grantOf({ entry, source }: Placed<GrantEntry>): Grant {
  const principals = entry.principals.map(({ arn, roleName = '' }) =>
    arn === undefined ? { roleName } : { arn },
  );
  return { ...entry, principals, source };
}
