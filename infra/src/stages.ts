import { PLACEHOLDER } from './placeholders.ts';
import type { Stage } from './stage.ts';

/**
 * The deployments, by the name that `-c stage=<name>` gives. Accounts and Regions are not here: they are those of the
 * credentials with which one deploys. Put your own where a `PLACEHOLDER` is: a synthesis warns of those that are left,
 * and a deployment is refused. The organisation may stand in cdk.context.json instead (../README.md, first steps).
 */
export const STAGES: Readonly<Record<string, Stage>> = {
  /** Looks, and cannot write: the place to begin. */
  dev: {
    prefix: 'roster-dev',
    organization: PLACEHOLDER.organization,
    readOnly: true,
  },
  /** Corrects drift, once `applyEnabled` is true; until then by hand: `roster apply --cloud`. */
  prod: {
    prefix: 'roster',
    organization: PLACEHOLDER.organization,
    catalogWriters: [`arn:aws:iam::${PLACEHOLDER.account}:role/FleetPipeline`],
    journalWriters: [`arn:aws:iam::${PLACEHOLDER.account}:role/FleetOperator`],
    limits: {
      protected: [`arn:aws:iam::${PLACEHOLDER.account}:role/BreakGlass`],
      trustedAccounts: [PLACEHOLDER.account],
      overridable: [],
    },
    customerKey: true,
    schedule: { plan: 'rate(1 hour)', apply: 'rate(1 day)', applyEnabled: false },
  },
};
