import type { AwsAuthData } from '@roster/access';
import {
  clusterApiContract,
  MASTER,
  SUITE_PRINCIPALS,
  type ClusterApiSetup,
} from '@roster/reconcile/testing';
import { startSandbox } from '@roster/sandbox';
import { accessOf, adapterFor, CLUSTER, contentOf, faultsOf } from '../test/cluster-api-rig.ts';
import { shownContract } from '../test/shown.contract.ts';

async function make(setup: ClusterApiSetup) {
  // A slow cluster never answers: the call's own timeout is what ends it.
  const wait = () => new Promise(() => undefined);
  const principals = SUITE_PRINCIPALS.map((arn) => ({ arn }));
  const sandbox = await startSandbox({ principals, wait, dynamodb: false });
  const faults = faultsOf(setup.broken ?? {});
  const door = sandbox.addCluster({
    ...CLUSTER,
    ...contentOf(setup),
    ...accessOf(setup),
    creator: MASTER,
    faults,
  });
  return {
    ...adapterFor(sandbox.env, door.arn, setup),
    awsAuth: () => Promise.resolve(door.awsAuth()),
    setAwsAuth: (data: AwsAuthData | null) => {
      door.setAwsAuth(data);
      return Promise.resolve();
    },
    close: () => sandbox.stop(),
  };
}

clusterApiContract('the Kubernetes API of the sandbox', make);
shownContract('the sandbox', make);
