import { clusterArn } from '@roster/access';
import { accessEntriesContract, CLOUD_CALLER, type AccessEntriesSetup } from '@roster/reconcile/testing';
import { startSandbox } from '@roster/sandbox';
import { expect, it } from 'vitest';
import { connectAws } from '../aws.ts';
import { createAccessEntries } from './access-entries.ts';

async function onSandbox({ cluster, authenticationMode, untrusted, principals }: AccessEntriesSetup) {
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
}

accessEntriesContract('the API of EKS', onSandbox);

it('names the principal that there is not, as in an account without the member stack', async () => {
  const at = { name: 'fresh', account: '111122223333', region: 'eu-west-1' };
  const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
  const cluster = {
    ...{ ...at, arn: clusterArn(at), labels: {}, roles: { write: role('Bootstrap') } },
    checks: { daemonSets: [], pods: [], access: [] },
  };
  const setup = { cluster, authenticationMode: 'API', untrusted: false, principals: [] } as const;
  const { entries, close } = await onSandbox(setup);
  const target = { cluster, as: 'write', run: 'r1' } as const;
  await expect(
    entries.create(target, { principalArn: role('RosterRead'), groups: [] }),
  ).rejects.toMatchObject({
    code: 'BadInputFault',
    message: expect.stringMatching(/^arn:\S+: .*role\/RosterRead: is there such a role/) as string,
  });
  await close();
});
