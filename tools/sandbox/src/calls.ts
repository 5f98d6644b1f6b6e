/** How often each kind of call was made, such as `sts:AssumeRole` or `k8s:patch configmaps`. */
export type CallCounts = Record<string, number>;

/** Counts every call that arrives, refused ones too; those about a cluster also under its ARN. */
export class Calls {
  private total = new Map<string, number>();
  private byCluster = new Map<string, Map<string, number>>();

  count(kind: string, cluster?: string): void {
    add(this.total, kind);
    if (cluster === undefined) return;
    const counts = this.byCluster.get(cluster) ?? new Map<string, number>();
    this.byCluster.set(cluster, counts);
    add(counts, kind);
  }

  all(): CallCounts {
    return Object.fromEntries(this.total);
  }

  of(cluster: string): CallCounts {
    return Object.fromEntries(this.byCluster.get(cluster) ?? []);
  }

  reset(): void {
    this.total.clear();
    this.byCluster.clear();
  }
}

function add(counts: Map<string, number>, kind: string): void {
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
}
