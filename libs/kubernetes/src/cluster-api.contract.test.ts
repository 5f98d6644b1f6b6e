import { clusterApiContract, MASTER, SUITE_PRINCIPALS } from '@roster/reconcile/testing';
import { startSandbox } from '@roster/sandbox';
import { adapterFor, CLUSTER, contentOf, faultsOf } from '../test/cluster-api-rig.ts';

clusterApiContract('the Kubernetes API of the sandbox', async (setup) => {
  // A slow cluster never answers: the call's own timeout is what ends it.
  const wait = () => new Promise(() => undefined);
  const principals = SUITE_PRINCIPALS.map((arn) => ({ arn }));
  const sandbox = await startSandbox({ principals, wait, dynamodb: false });
  const faults = faultsOf(setup.broken ?? {});
  const door = sandbox.addCluster({ ...CLUSTER, ...contentOf(setup), creator: MASTER, faults });
  return {
    ...adapterFor(sandbox.env, door.arn, setup),
    awsAuth: () => Promise.resolve(door.awsAuth()),
    setAwsAuth: (data) => {
      door.setAwsAuth(data);
      return Promise.resolve();
    },
    close: () => sandbox.stop(),
  };
});
