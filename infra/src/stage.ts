import { MACHINES, type Limits, type MachineName } from '@roster/workflow';

/** A VPC that stands already, for clusters whose endpoints are private (network.md). */
export interface StageVpc {
  readonly id: string;
  readonly availabilityZones: readonly string[];
  readonly privateSubnetIds: readonly string[];
}

/** Thresholds of alarms. */
export interface Thresholds {
  /** How old drift may become, in hours. Default 48: the daily apply has failed twice. */
  readonly driftHours?: number;
  /** How long a run may hold the lease, in minutes. Default 120. */
  readonly leaseMinutes?: number;
  /**
   * After how many hours without the end of a run the schedule is taken for dead. Default: three beats of a rate; of a
   * cron expression 26, right for one that fires daily: one that rests at weekends needs 74.
   */
  readonly quietHours?: number;
}

/** A deployment that uses tables of another stage: its workers and machines are known by the names of their roles. */
export interface OtherDeployment {
  readonly prefix: string;
  readonly region: string;
  /** It has the plan machine alone. */
  readonly readOnly?: boolean;
  /** As in that stage. */
  readonly rolePath?: string;
}

/** What is the customer's own about one deployment; everything else is the same in all of them. */
export interface Stage {
  /** Names of everything: the same as in `--store dynamodb:<region>/<prefix>`. */
  readonly prefix: string;
  /** `o-…`: only this organisation's roles may be taken, only its accounts may send events. */
  readonly organization: string;
  /** The plan machine alone: nothing of this deployment can write to a cluster. */
  readonly readOnly?: boolean;
  /** `existing`: tables of that prefix stand already (kept by a destroy, made by `--store`, or replicated to here). */
  readonly tables?: 'own' | { readonly existing: string };
  /**
   * A key of the customer's for the tables. With replicas each of their Regions needs a key that stands there already:
   * its ARN by Region.
   */
  readonly customerKey?: boolean | { readonly replicaKeys: Readonly<Record<string, string>> };
  /** Regions of global-table replicas. One Region alone runs: see `active`. */
  readonly replicas?: readonly string[];
  /** ARNs (`*` and `?` allowed) that may push to the catalog; nobody else can. A stage that writes must name them. */
  readonly catalogWriters?: readonly string[];
  /**
   * ARNs (`*` and `?` allowed) of the people and pipelines that may write the journal: who may hold, release, unlock,
   * and run from a laptop. Beside them only deployments can. A stage that writes must name them.
   */
  readonly journalWriters?: readonly string[];
  /** Of the owner of the tables: the other stages that use them, such as a stand-by Region's. */
  readonly otherDeployments?: readonly OtherDeployment[];
  /**
   * What no catalog and no run can loosen (design.md, Rules of a write 6): whom nobody may remove, which other accounts
   * alone may hold privileged access, which guardrails alone may be overridden. A stage that writes must say all three;
   * an empty list is an answer.
   */
  readonly limits?: Limits;
  /**
   * IAM path of the roles of workers and machines, such as `/roster/`: so that the account's own policies can keep it for
   * whoever deploys (member/README.md). To be set before the first deployment. Default `/`.
   */
  readonly rolePath?: string;
  /** False: a stand-by Region, whose schedules are off. */
  readonly active?: boolean;
  /** Names of the roles in every member account. */
  readonly memberRoles?: Partial<MemberRoles>;
  /** Expressions of EventBridge Scheduler; apply is off unless it is enabled here. */
  readonly schedule?: { readonly plan?: string; readonly apply?: string; readonly applyEnabled?: boolean };
  /** When alarms ring; what is absent is as it comes. */
  readonly alarms?: Thresholds;
  readonly vpc?: StageVpc;
  /** E-mail addresses that hear of alarms. */
  readonly notify?: readonly string[];
  /** How many shards (of 25 clusters) a scheduled run works on at once, from 1 to 1,000; a step has as many. Default 20. */
  readonly concurrency?: number;
}

/** What whoever wrote a stage, or named one, has to mend; the message says all of it. */
export class StageError extends Error {
  override readonly name = 'StageError';
}

const MEMBER_ROLES = { read: 'RosterRead', write: 'RosterWrite', bootstrap: 'RosterBootstrap' };

export type MemberRoles = Readonly<typeof MEMBER_ROLES>;

/** The names of the member roles of a stage. */
export const memberRolesOf = ({ memberRoles }: Pick<Stage, 'memberRoles'>): MemberRoles => ({
  ...MEMBER_ROLES,
  ...memberRoles,
});

/** The prefix of the stage's tables: another's, where they stand already. */
export const tablePrefixOf = ({ prefix, tables = 'own' }: Stage): string =>
  tables === 'own' ? prefix : tables.existing;

/** The machines of a stage: a read-only one has the plan machine alone. */
export const machinesOf = ({ readOnly = false }: Pick<Stage, 'readOnly'>): readonly MachineName[] =>
  readOnly ? ['plan'] : MACHINES;

/** The path of a stage's roles, as CDK takes it. */
export const pathOf = ({ rolePath }: Pick<Stage, 'rolePath'>): { readonly path?: string } =>
  rolePath === undefined ? {} : { path: rolePath };
