import { assume } from '../assume.ts';
import { CLUSTER } from '../fixture.ts';
import { call } from '../kubernetes-client.ts';
import { mintToken, type TokenOrder } from '../mint-token.ts';
import { startRealBed, type RealBed } from '../real-cluster.ts';
import { HTTP_PRINCIPALS, MASTER, type HttpRig, type HttpSetup } from './rig.ts';
import { unusedSeconds } from './unused-seconds.ts';

export const startHttpBed = () =>
  startRealBed({ name: CLUSTER, creator: MASTER, principals: HTTP_PRINCIPALS });

/** Rigs on the one real cluster of a file, made anew for each test. */
export function realRigs(bed: () => RealBed): (setup: HttpSetup) => Promise<HttpRig> {
  const next = unusedSeconds();
  const signed = (keys: TokenOrder['keys']) =>
    mintToken({ keys, cluster: CLUSTER.name, region: CLUSTER.region, signedAt: next(keys.accessKeyId) });
  return async (setup) => {
    const { cluster, plane, reset } = bed();
    await reset(setup);
    const { sandbox } = plane;
    const token = (principal: string) => signed(sandbox.credentialsOf(principal));
    const master = await token(MASTER);
    return {
      ...{ token, connection: cluster },
      sessionToken: async (role, session) =>
        signed(await assume(sandbox, { keys: sandbox.caller, role, session })),
      send: (order) => call(cluster, { token: master, ...order }),
      awsAuth: () => cluster.awsAuth(),
      setAwsAuth: (data) => cluster.setAwsAuth(data),
    };
  };
}
