import { manifestsContract, MASTER, ROWS, SUITE_PRINCIPALS } from '@roster/reconcile/testing';
import { afterAll, beforeAll } from 'vitest';
import { startRealBed, type RealBed } from '../../../../tools/sandbox/test/real-cluster.ts';
import { adapterFor, CLUSTER } from '../../test/cluster-api-rig.ts';
import { createManifests } from './manifests.ts';

let bed: RealBed;
beforeAll(async () => {
  bed = await startRealBed({ name: CLUSTER, creator: MASTER, principals: SUITE_PRINCIPALS });
  await bed.reset({ awsAuth: ROWS });
});
afterAll(() => bed[Symbol.asyncDispose]());

manifestsContract('server-side apply in a real cluster', () => {
  const { plane, cluster } = bed;
  return Promise.resolve({
    ...adapterFor(plane.env, cluster.arn, {}),
    manifests: createManifests({ env: {} }),
  });
});
