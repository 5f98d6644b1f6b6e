import type { AccessCheck } from '@roster/access';

/** What a cluster looked like at one moment. Node names are kept: worse is told by nodes that were Ready before. */
export interface Health {
  readonly nodes: NodesHealth;
  readonly daemonSets: readonly DaemonSetHealth[];
  readonly pods: readonly PodsHealth[];
  readonly access: readonly AccessHealth[];
}
export interface NodesHealth {
  readonly total: number;
  readonly ready: readonly string[];
  readonly notReady: readonly string[];
}
export interface DaemonSetHealth {
  readonly namespace: string;
  readonly name: string;
  /** False where there is no such daemonset. */
  readonly exists: boolean;
  readonly desired: number;
  readonly ready: number;
  /** Pods of the latest generation. Absent in items of before this was kept, as are `selects` and `min`. */
  readonly updated?: number;
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** What its check asks of the node selector. */
  readonly selects?: Readonly<Record<string, string>>;
  readonly ok: boolean;
}
export interface PodsHealth {
  readonly namespace: string;
  readonly namePrefix: string;
  readonly total: number;
  readonly ready: number;
  /** How many its check asks for. */
  readonly min?: number;
  readonly ok: boolean;
}
export interface AccessHealth {
  readonly check: AccessCheck;
  readonly allowed: boolean;
}
