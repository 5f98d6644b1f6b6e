import { accessEntriesContract, CLOUD_CALLER } from '@roster/reconcile/testing';
import { startSandbox } from '@roster/sandbox';
import { connectAws } from '../aws.ts';
import { createAccessEntries } from './access-entries.ts';

accessEntriesContract('the API of EKS', async ({ cluster, authenticationMode, untrusted, principals }) => {
  const { name, account, region } = cluster;
  const arn = cluster.roles.write ?? '';
  const caller = CLOUD_CALLER.replace('arn:aws:', `${arn.split(':').slice(0, 2).join(':')}:`);
  const sandbox = await startSandbox({
    caller,
    principals: [{ arn, ...(untrusted ? { trusts: [] } : {}) }, ...principals.map((each) => ({ arn: each }))],
    clusters: [{ name, account, region, authenticationMode }],
    dynamodb: false,
  });
  const aws = connectAws({ env: sandbox.env, clock: () => new Date() });
  return { entries: createAccessEntries(aws), close: () => sandbox.stop() };
});
