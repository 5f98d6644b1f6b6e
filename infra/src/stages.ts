import type { Stage } from './stage.ts';

/**
 * The deployments, by the name that `-c stage=<name>` gives. Accounts and Regions are not here: they are those of the
 * credentials with which one deploys. Put your organisation's id here, and change what you need.
 */
export const STAGES: Readonly<Record<string, Stage>> = {
  /** Looks, and cannot write: the place to begin. */
  dev: {
    prefix: 'roster-dev',
    organization: 'o-exampleorg1',
    readOnly: true,
  },
  /** Corrects drift, once `applyEnabled` is true; until then by hand: `roster apply --cloud`. */
  prod: {
    prefix: 'roster',
    organization: 'o-exampleorg1',
    customerKey: true,
    schedule: { plan: 'rate(1 hour)', apply: 'rate(1 day)', applyEnabled: false },
  },
};
