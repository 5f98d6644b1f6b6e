import { clusterApiContract, MASTER, SUITE_PRINCIPALS } from '@roster/reconcile/testing';
import { afterAll, beforeAll } from 'vitest';
import { startRealBed, type RealBed } from '../../../tools/sandbox/test/real-cluster.ts';
import { adapterFor, CLUSTER, contentOf, faultsOf } from '../test/cluster-api-rig.ts';

let bed: RealBed;
beforeAll(async () => {
  bed = await startRealBed({ name: CLUSTER, creator: MASTER, principals: SUITE_PRINCIPALS });
});
afterAll(() => bed[Symbol.asyncDispose]());

clusterApiContract('the Kubernetes API of a real cluster', async (setup) => {
  const { cluster, plane } = bed;
  await bed.reset(contentOf(setup));
  await cluster.setFaults(faultsOf(setup.broken ?? {}));
  return {
    ...adapterFor(plane.env, cluster.arn, setup),
    awsAuth: () => cluster.awsAuth(),
    setAwsAuth: (data) => cluster.setAwsAuth(data),
    close: () => cluster.setFaults({}),
  };
});
