import { clusterArn } from '@roster/access';
import { accessEntriesContract, CLOUD_CALLER, type AccessEntriesSetup } from '@roster/reconcile/testing';
import { startSandbox, type Faults } from '@roster/sandbox';
import { expect, it } from 'vitest';
import { connectAws } from '../aws.ts';
import { createAccessEntries } from './access-entries.ts';

async function onSandbox(setup: AccessEntriesSetup & { readonly faults?: Faults }) {
  const { cluster, authenticationMode, untrusted, principals, faults = {} } = setup;
  const { name, account, region } = cluster;
  const arn = cluster.roles.write ?? '';
  const caller = CLOUD_CALLER.replace('arn:aws:', `${arn.split(':').slice(0, 2).join(':')}:`);
  const sandbox = await startSandbox({
    caller,
    principals: [{ arn, ...(untrusted ? { trusts: [] } : {}) }, ...principals.map((each) => ({ arn: each }))],
    clusters: [{ name, account, region, authenticationMode, faults }],
    dynamodb: false,
  });
  const aws = connectAws({ env: sandbox.env, clock: () => new Date() });
  return { entries: createAccessEntries(aws), close: () => sandbox.stop() };
}

accessEntriesContract('the API of EKS', onSandbox);

const at = { name: 'fresh', account: '111122223333', region: 'eu-west-1' };
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const cluster = {
  ...{ ...at, arn: clusterArn(at), labels: {}, roles: { write: role('Bootstrap') } },
  checks: { daemonSets: [], pods: [], access: [] },
};

it('tells what AWS has not heard of yet from what is wrong', async () => {
  const setup = {
    cluster,
    authenticationMode: 'API',
    untrusted: false,
    principals: [role('RosterRead')],
  } as const;
  const faults = { unknownPrincipals: 1, unseenEntries: 1 };
  const { entries, close } = await onSandbox({ ...setup, faults });
  const target = { cluster, as: 'write', run: 'r1' } as const;
  const entry = { ...target, principalArn: role('RosterRead') };
  const create = () => entries.create(target, { principalArn: entry.principalArn, groups: [] });
  const attach = () => entries.attach(entry, 'AmazonEKSClusterAdminPolicy');
  await expect(create()).rejects.toMatchObject({ code: 'NotYetFault' });
  await create();
  await expect(attach()).rejects.toMatchObject({ code: 'NotFoundFault' });
  await attach();
  expect(await entries.policies(entry)).toEqual(['AmazonEKSClusterAdminPolicy']);
  await close();
});

it('names the principal that there is not, as in an account without the member stack', async () => {
  const setup = { cluster, authenticationMode: 'API', untrusted: false, principals: [] } as const;
  const { entries, close } = await onSandbox(setup);
  const target = { cluster, as: 'write', run: 'r1' } as const;
  await expect(
    entries.create(target, { principalArn: role('RosterRead'), groups: [] }),
  ).rejects.toMatchObject({
    code: 'NotYetFault',
    message: expect.stringMatching(/^arn:\S+: .*role\/RosterRead: is there such a role/) as string,
  });
  await close();
});
