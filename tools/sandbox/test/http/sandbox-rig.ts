import { startSandbox } from '../../src/index.ts';
import { assume } from '../assume.ts';
import { CLUSTER } from '../fixture.ts';
import { call, connectionOf } from '../kubernetes-client.ts';
import { mintToken } from '../mint-token.ts';
import { HTTP_PRINCIPALS, MASTER, type HttpRig, type HttpSetup } from './rig.ts';
import { unusedSeconds } from './unused-seconds.ts';

/** One cluster in a sandbox of its own. */
export async function sandboxRig(setup: HttpSetup): Promise<HttpRig> {
  const principals = HTTP_PRINCIPALS.map((arn) => ({ arn }));
  const { awsAuth = null, nodes = [], daemonSets = [], pods = [], bindings = [] } = setup;
  const content = { awsAuth, nodes, daemonSets, pods, bindings, creator: MASTER };
  const sandbox = await startSandbox({ principals, dynamodb: false, clusters: [{ ...CLUSTER, ...content }] });
  const door = sandbox.cluster(sandbox.clusterArns()[0]!);
  const connection = await connectionOf(sandbox, CLUSTER);
  const next = unusedSeconds();
  const signed = (keys: Parameters<typeof mintToken>[0]['keys']) =>
    mintToken({ keys, cluster: CLUSTER.name, region: CLUSTER.region, signedAt: next(keys.accessKeyId) });
  const token = (principal: string) => signed(sandbox.credentialsOf(principal));
  const master = await token(MASTER);
  return {
    ...{ token, connection },
    sessionToken: async (role, session) =>
      signed(await assume(sandbox, { keys: sandbox.caller, role, session })),
    send: (order) => call(connection, { token: master, ...order }),
    awsAuth: () => Promise.resolve(door.awsAuth()),
    setAwsAuth: (data) => {
      door.setAwsAuth(data);
      return Promise.resolve();
    },
    close: () => sandbox.stop(),
  };
}
