import { clusterArn } from '@roster/access';
import type { ClusterState } from './cluster-state.ts';

interface Place {
  readonly account: string;
  readonly region: string;
}

/** All clusters of the sandbox, by ARN and by account and Region. */
export class Clusters {
  private readonly byArn = new Map<string, ClusterState>();
  private readonly names = new Map<string, string[]>();

  add(cluster: ClusterState): void {
    if (this.byArn.has(cluster.arn)) throw new TypeError(`the sandbox has ${cluster.arn} already`);
    this.byArn.set(cluster.arn, cluster);
    const key = placeKey(cluster.spec);
    const names = this.names.get(key) ?? [];
    this.names.set(key, names);
    names.push(cluster.spec.name);
  }

  remove(arn: string): void {
    const cluster = this.get(arn);
    this.byArn.delete(arn);
    const key = placeKey(cluster.spec);
    this.names.set(
      key,
      (this.names.get(key) ?? []).filter((name) => name !== cluster.spec.name),
    );
  }

  /** The cluster of that ARN; TypeError where there is none. */
  get(arn: string): ClusterState {
    const found = this.byArn.get(arn);
    if (found === undefined) throw new TypeError(`the sandbox has no cluster ${arn}`);
    return found;
  }

  at(name: Place & { readonly name: string }): ClusterState | undefined {
    return this.byArn.get(clusterArn(name));
  }

  arns(): readonly string[] {
    return [...this.byArn.keys()];
  }

  /** Names of the clusters of one account in one Region, in order. */
  namesIn(place: Place): readonly string[] {
    return [...(this.names.get(placeKey(place)) ?? [])].sort();
  }
}

function placeKey({ account, region }: Place): string {
  return `${account}/${region}`;
}
