import type { MachineName } from '@roster/workflow/deployment';

/** Where a deployment stands: its names all begin with the prefix, but for its tables', which may have stood before it. */
export interface DeploymentPlace {
  readonly prefix: string;
  /** What the names of its tables begin with. */
  readonly tables: string;
  readonly region: string;
  readonly account: string;
}

/** What an execution is started with. */
export interface Start {
  readonly machine: MachineName;
  /** The execution's name: the run's id (design.md, The way of the data). */
  readonly name: string;
  /** Becomes JSON. */
  readonly input: unknown;
}

/** How an execution stands. */
export interface Execution {
  readonly state: 'running' | 'succeeded' | 'failed';
  /**
   * Of a failed one: the name and the message of the error that failed it. CloseRun throws last, after everything is
   * stored: where another state failed before it, this is that state's error. Empty otherwise.
   */
  readonly error: string;
  readonly message: string;
}

export interface Machine {
  readonly arn: string;
  readonly active: boolean;
}

export interface Schedule {
  readonly enabled: boolean;
  /** `rate(1 hour)`, as EventBridge Scheduler writes it. */
  readonly expression: string;
  /** ARN of the machine that it starts; of something else where it does something else. */
  readonly starts: string;
  /** The mode that the run is started in; empty where its input tells none. */
  readonly mode: string;
}

export type TableRole = 'catalog' | 'journal';

/** A table's settings. A setting is undefined where the service does not know it (an emulator). */
export interface TableState {
  readonly name: string;
  readonly active: boolean;
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly deletionProtection: boolean;
  readonly pointInTimeRecovery: boolean | undefined;
  /** The attribute by which items expire; empty where none does. */
  readonly expiry: string | undefined;
  /**
   * The ARNs, with wildcards, that alone may write items by the table's own policy; undefined where no policy says so,
   * or where we may not read it.
   */
  readonly writers: readonly string[] | undefined;
}

/**
 * What stands in the control plane's account under one prefix. What is not there is undefined. Every call may throw
 * DeniedFault, ThrottledFault, TimeoutFault, ConnectionFault, CertificateFault, ServerFault.
 */
export interface Deployment {
  readonly place: DeploymentPlace;
  /**
   * Starts an execution. May be called again with the same name and input while it runs: it is the same one then.
   * NotFoundFault where there is no such machine; ConflictFault where the name was taken by another execution.
   */
  start(what: Start): Promise<void>;
  execution(machine: MachineName, name: string): Promise<Execution | undefined>;
  machine(machine: MachineName): Promise<Machine | undefined>;
  schedule(machine: MachineName): Promise<Schedule | undefined>;
  table(role: TableRole): Promise<TableState | undefined>;
}
