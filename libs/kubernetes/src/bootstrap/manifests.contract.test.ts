import { manifestsContract, MASTER, ROWS, SUITE_PRINCIPALS } from '@roster/reconcile/testing';
import { startSandbox } from '@roster/sandbox';
import { adapterFor, CLUSTER } from '../../test/cluster-api-rig.ts';
import { createManifests } from './manifests.ts';

manifestsContract('server-side apply in the sandbox', async () => {
  const principals = SUITE_PRINCIPALS.map((arn) => ({ arn }));
  const clusters = [{ ...CLUSTER, creator: MASTER, awsAuth: ROWS }];
  const sandbox = await startSandbox({ principals, clusters, dynamodb: false });
  const [arn = ''] = sandbox.clusterArns();
  const manifests = createManifests({ env: {} });
  return { ...adapterFor(sandbox.env, arn, {}), manifests, close: () => sandbox.stop() };
});
