import { createAccessEntries } from '@roster/eks/bootstrap';
import { createManifests } from '@roster/kubernetes/bootstrap';
import type { BootstrapDeps } from '@roster/reconcile/bootstrap';
import { setTimeout } from 'node:timers/promises';
import { composeOutside } from '../compose.ts';
import type { Io } from '../io.ts';

/** What bootstrap needs: here and not in compose.ts, since no other command needs to load it. */
export function composeBootstrap(io: Io): BootstrapDeps {
  const { aws, cloud, clusterApi } = composeOutside(io);
  return {
    ...{ cloud, clusterApi, signingClock: aws.clock.now },
    entries: createAccessEntries(aws),
    manifests: createManifests({ env: io.env }),
    pause: (milliseconds) => setTimeout(milliseconds),
  };
}
