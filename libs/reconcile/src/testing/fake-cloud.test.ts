import { CLOUD_CALLER, cloudContract } from './cloud.contract.ts';
import { fakeCloud } from './fake-cloud.ts';
import { fakeWorld } from './fake-world.ts';

const FAULT = { denied: 'DeniedFault', throttled: 'ThrottledFault', serverError: 'ServerFault' } as const;

cloudContract('the fake cloud', (setup) => {
  const world = fakeWorld({ clock: () => new Date(), caller: CLOUD_CALLER });
  for (const role of setup.untrusted ?? []) world.untrusted.add(role);
  const door = world.cluster(setup.cluster.arn);
  door.status = setup.status ?? 'ACTIVE';
  door.authenticationMode = setup.authenticationMode ?? 'CONFIG_MAP';
  door.endpointAccess = setup.endpointAccess ?? 'public';
  door.accessEntries = (setup.accessEntries ?? []).map((principalArn) => ({ principalArn }));
  if (setup.describe !== undefined) door.fail('describe', FAULT[setup.describe]);
  return Promise.resolve({ cloud: fakeCloud(world) });
});
