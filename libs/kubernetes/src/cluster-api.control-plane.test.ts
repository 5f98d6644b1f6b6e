import type { AwsAuthData } from '@roster/access';
import {
  clusterApiContract,
  MASTER,
  SUITE_PRINCIPALS,
  type ClusterApiSetup,
} from '@roster/reconcile/testing';
import { afterAll, beforeAll } from 'vitest';
import { startRealBed, type RealBed } from '../../../tools/sandbox/test/real-cluster.ts';
import { accessOf, adapterFor, CLUSTER, contentOf, faultsOf } from '../test/cluster-api-rig.ts';
import { shownContract } from '../test/shown.contract.ts';

let bed: RealBed;
beforeAll(async () => {
  bed = await startRealBed({ name: CLUSTER, creator: MASTER, principals: SUITE_PRINCIPALS });
});
afterAll(() => bed[Symbol.asyncDispose]());

async function make(setup: ClusterApiSetup) {
  const { cluster, plane } = bed;
  await bed.reset(contentOf(setup));
  plane.sandbox.cluster(cluster.arn).change(accessOf(setup));
  await cluster.setFaults(faultsOf(setup.broken ?? {}));
  return {
    ...adapterFor(plane.env, cluster.arn, setup),
    awsAuth: () => cluster.awsAuth(),
    setAwsAuth: (data: AwsAuthData | null) => cluster.setAwsAuth(data),
    close: () => cluster.setFaults({}),
  };
}

clusterApiContract('the Kubernetes API of a real cluster', make);
shownContract('a real cluster', make);
