import { connectAws, createCloud, type Aws } from '@roster/eks';
import { createClusterApi, type KubernetesApi } from '@roster/kubernetes';
import {
  apply,
  closeRun,
  gate,
  openRun,
  rollback,
  token,
  verify,
  type Catalog,
  type Cloud,
  type ClusterDeps,
  type LocalProcess,
} from '@roster/reconcile';
import { stateIsOver, untilOver, type Handlers } from '@roster/workflow/local';
import { setTimeout } from 'node:timers/promises';
import type { Io } from './io.ts';
import type { Store } from './store.ts';

/** AWS and the clusters, as one command sees them. */
export interface Outside {
  readonly aws: Aws;
  readonly cloud: Cloud;
  readonly clusterApi: KubernetesApi;
}

/** Until a cluster has answered, in ms: less than Token's 8 s, so that it is told what is wrong, as in the Lambdas. */
const PATIENCE = 5_000;

/** Clients and adapters; nothing is called before something is asked for. */
export function composeOutside(io: Io): Outside {
  const aws = connectAws({ env: io.env, clock: io.now });
  const { patienceMs: timeoutMs = PATIENCE } = io;
  return {
    aws,
    cloud: createCloud(aws),
    clusterApi: createClusterApi({ env: io.env, timeoutMs, listMs: timeoutMs * 1.2 }),
  };
}

interface LocalParts {
  readonly journal: Store['journal'];
  readonly catalog: Catalog;
  /** Where the store is one of this machine alone. */
  readonly local?: LocalProcess | undefined;
}

/** The functions that the Lambdas wrap, for the local engine. */
export function composeHandlers(io: Io, { journal, catalog, local }: LocalParts): Handlers {
  // Whoever runs it here sees it: nobody else is told of a local run.
  const run = { catalog, journal, events: undefined, clock: io.now, local };
  const { aws, cloud, clusterApi } = composeOutside(io);
  // What the engine has given up does nothing more.
  const cluster: ClusterDeps = {
    cloud: untilOver(cloud),
    clusterApi: untilOver(clusterApi),
    journal: untilOver(journal),
    // Whoever holds the credentials that write is bound by no stack.
    limits: {},
    clock: io.now,
    signingClock: aws.clock.now,
    random: io.random,
    pause: (milliseconds) => setTimeout(milliseconds, undefined, { signal: stateIsOver() }),
  };
  return {
    OpenRun: (input) => openRun(input, run),
    Token: (input) => token(input, cluster),
    Apply: (input) => apply(input, cluster),
    Verify: (input) => verify(input, cluster),
    Rollback: (input) => rollback(input, cluster),
    Gate: (input) => gate(input, run),
    CloseRun: (input) => closeRun(input, run),
  };
}
