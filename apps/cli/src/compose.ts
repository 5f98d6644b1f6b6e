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
} from '@roster/reconcile';
import type { Handlers } from '@roster/workflow/local';
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
  return { aws, cloud: createCloud(aws), clusterApi: createClusterApi({ env: io.env, timeoutMs: PATIENCE }) };
}

/** The functions that the Lambdas wrap, for the local engine. */
export function composeHandlers(
  io: Io,
  { journal, catalog }: { readonly journal: Store['journal']; readonly catalog: Catalog },
): Handlers {
  // Whoever runs it here sees it: nobody else is told of a local run.
  const run = { catalog, journal, events: undefined, clock: io.now };
  const cluster: ClusterDeps = {
    ...composeOutside(io),
    journal,
    // Whoever holds the credentials that write is bound by no stack.
    limits: {},
    clock: io.now,
    random: io.random,
    pause: (milliseconds) => setTimeout(milliseconds),
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
