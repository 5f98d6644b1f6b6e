import type { WorkerName } from '../environment.ts';

/** The two deployments of the state machine: the plan machine's workers can reach no write role. */
export const MACHINES = ['plan', 'apply'] as const;
export type MachineName = (typeof MACHINES)[number];

/** What a deployment calls things, all under one prefix, so that the CLI finds what infra has made. */
export const tableNames = (prefix: string) =>
  ({ catalog: `${prefix}-catalog`, journal: `${prefix}-journal` }) as const;

/** The key of both tables. */
export const TABLE_KEY = { partition: 'pk', sort: 'sk' } as const;

/** The version that every item of both tables carries, in the attribute `v`; an item of a higher one is not read. */
export const ITEM_VERSION = 1;

/** The attribute of the journal by which DynamoDB lets items expire. */
export const EXPIRY = 'expires';

export const machineName = (prefix: string, machine: MachineName) => `${prefix}-${machine}`;

export const scheduleName = (prefix: string, machine: MachineName) => `${prefix}-${machine}`;

export const functionName = (prefix: string, machine: MachineName, worker: WorkerName) =>
  `${prefix}-${machine}-${worker}`;

/** The prefix of the deployment that a function is part of; undefined for a name that `functionName` does not give. */
export const prefixOf = (name: string): string | undefined =>
  /^(.+)-(?:plan|apply)-(?:plan|token|apply|verify|report)$/.exec(name)?.[1];

/**
 * The role of a worker. Roles are global in an account, and a stand-by Region has its own: so the Region is in the
 * name. The member roles trust these names (`aws:PrincipalArn`), not role ids, which die with the role.
 */
export const workerRoleName = (prefix: string, machine: MachineName, worker: WorkerName, region: string) =>
  `${functionName(prefix, machine, worker)}-${region}`;

/** The role of a machine itself. */
export const machineRoleName = (prefix: string, machine: MachineName, region: string) =>
  `${machineName(prefix, machine)}-machine-${region}`;

/** Which worker of which machine takes which identity on a cluster; who is not here takes none. */
export const IDENTITIES = {
  read: [
    { machine: 'plan', worker: 'token' },
    { machine: 'plan', worker: 'apply' },
    { machine: 'plan', worker: 'verify' },
    { machine: 'apply', worker: 'token' },
    { machine: 'apply', worker: 'verify' },
  ],
  write: [{ machine: 'apply', worker: 'apply' }],
} as const satisfies Record<'read' | 'write', readonly { machine: MachineName; worker: WorkerName }[]>;
