/** What a loop is told before it starts. */
export interface Order {
  /** `change`: the calls of an apply that changes the cluster; `plan`: those of a plan that finds it in sync. */
  readonly mode: 'change' | 'plan';
  readonly clusters: readonly OrderedCluster[];
  /** How many clusters are visited side by side. */
  readonly width: number;
  readonly run: string;
}

export interface OrderedCluster {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** The data that the run wrote here: what the loop patches. */
  readonly data: Readonly<Record<string, string>>;
}

/** What a loop's process says: once everything is prepared, and at the end. */
export type Said =
  | { readonly said: 'ready' }
  | {
      readonly said: 'done';
      readonly seconds: number;
      readonly cpuSeconds: number;
      readonly peakMiB: number;
    };
