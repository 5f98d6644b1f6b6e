import { CLOUD_CALLER, cloudContract } from '@roster/reconcile/testing';
import { startSandbox } from '@roster/sandbox';
import { connectAws } from './aws.ts';
import { createCloud } from './cloud.ts';

cloudContract('the cloud of AWS', async ({ cluster, status = 'ACTIVE', accessEntries = [], ...setup }) => {
  const trusts = (role: string) => (setup.untrusted?.includes(role) ? { trusts: [] } : {});
  const { name, account, region } = cluster;
  const { read = '', write = '' } = cluster.roles;
  const roles = [read, write].map((arn) => ({ arn, ...trusts(arn) }));
  const sandbox = await startSandbox({ caller: CLOUD_CALLER, principals: roles, dynamodb: false });
  if (status !== 'absent') {
    sandbox.addCluster({
      ...{ name, account, region, status },
      authenticationMode: setup.authenticationMode ?? 'CONFIG_MAP',
      endpointPublicAccess: setup.endpointAccess !== 'private',
      accessEntries: accessEntries.map((principalArn) => ({ principalArn })),
      faults: setup.describe === undefined ? {} : { describe: setup.describe },
    });
  }
  const cloud = createCloud(connectAws({ env: sandbox.env, clock: () => new Date() }));
  return { cloud, close: () => sandbox.stop() };
});
