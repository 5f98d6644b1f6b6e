import { afterAll, beforeAll } from 'vitest';
import { assume } from './assume.ts';
import { CLUSTER } from './fixture.ts';
import { httpContract } from './http/http.contract.ts';
import { HTTP_PRINCIPALS, MASTER } from './http/rig.ts';
import { unusedSeconds } from './http/unused-seconds.ts';
import { call } from './kubernetes-client.ts';
import { mintToken, type TokenOrder } from './mint-token.ts';
import { startRealBed, type RealBed } from './real-cluster.ts';

let bed: RealBed;
beforeAll(async () => {
  bed = await startRealBed({ name: CLUSTER, creator: MASTER, principals: HTTP_PRINCIPALS });
});
afterAll(() => bed[Symbol.asyncDispose]());

const next = unusedSeconds();
const signed = (keys: TokenOrder['keys']) =>
  mintToken({ keys, cluster: CLUSTER.name, region: CLUSTER.region, signedAt: next(keys.accessKeyId) });

httpContract('a real cluster', async (setup) => {
  await bed.reset(setup);
  const { sandbox } = bed.plane;
  const token = (principal: string) => signed(sandbox.credentialsOf(principal));
  const master = await token(MASTER);
  return {
    token,
    sessionToken: async (role, session) =>
      signed(await assume(sandbox, { keys: sandbox.caller, role, session })),
    send: (order) => call(bed.cluster, { token: master, ...order }),
    awsAuth: () => bed.cluster.awsAuth(),
    setAwsAuth: (data) => bed.cluster.setAwsAuth(data),
  };
});
