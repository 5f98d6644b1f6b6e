import { FakeCluster } from './fake-cluster.ts';

export interface FakeWorldOptions {
  /** The time in this world. */
  readonly clock: () => Date;
  /** Whom a cluster without roles is entered as: the caller's own credentials. */
  readonly caller?: string;
  /** How long the API server keeps a token that it has accepted, in ms (facts.md, The token: at least 10 s). */
  readonly tokenCacheMs?: number;
}

/** AWS and any number of clusters in memory, behind the fakes of the ports Cloud and ClusterApi. */
export interface FakeWorld {
  readonly clock: () => Date;
  readonly caller: string;
  readonly tokenCacheMs: number;
  /** The door to that cluster. It comes into being with the first look: active, with no aws-auth and no nodes. */
  cluster(arn: string): FakeCluster;
  /** Role ARNs that do not trust the caller: AssumeRole is denied. */
  readonly untrusted: Set<string>;
}

/** Makes an empty world. `fakeCloud(world)` and `fakeClusterApi(world)` are its ports. */
export function fakeWorld(options: FakeWorldOptions): FakeWorld {
  const clusters = new Map<string, FakeCluster>();
  return {
    clock: options.clock,
    caller: options.caller ?? 'arn:aws:iam::111122223333:role/Caller',
    tokenCacheMs: options.tokenCacheMs ?? 10_000,
    untrusted: new Set(),
    cluster(arn) {
      const known = clusters.get(arn) ?? new FakeCluster(arn);
      clusters.set(arn, known);
      return known;
    },
  };
}
