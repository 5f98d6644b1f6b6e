import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { awsFault } from '../aws-fault.ts';
import { callerSettings } from '../caller.ts';
import type { Environment } from '../network/index.ts';
import type { Credentials } from '../token/credentials.ts';

/** How the chain calls AWS, where it has to. */
type Handler = Pick<NodeHttpHandler, 'handle'>;

/**
 * Gives the caller's own credentials: the keys of the environment, else what the SDK's default chain finds (shared
 * files and their roles, SSO, processes, web identity, containers, instances), which it keeps and renews. Loaded is
 * only what it comes to: loading all of it would be most of what `roster token` takes. `requestHandler` is for the
 * chain's own calls; absent, one is made of `env`. DeniedFault where there are no credentials, or the fault of the
 * call that was to bring them.
 */
export function callerCredentials(
  env: Environment,
  requestHandler: Handler = handlerWhenCalled(env),
): () => Promise<Credentials> {
  const { credentials } = callerSettings(env);
  if (credentials !== undefined) return () => Promise.resolve(credentials);
  let chain: Promise<() => Promise<Credentials>> | undefined;
  return async () => {
    try {
      chain ??= defaultChain(env, requestHandler);
      return await (
        await chain
      )();
    } catch (error) {
      throw awsFault(error, 'the caller’s own credentials');
    }
  };
}

async function defaultChain(env: Environment, requestHandler: Handler): Promise<() => Promise<Credentials>> {
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  const { callerRegion } = await import('./caller-region.ts');
  const { profile } = callerSettings(env);
  const named = profile === undefined ? {} : { profile };
  // What the chain itself calls AWS with: through the proxy, and in the caller's own Region unless the profile says.
  const client = { ...named, requestHandler, region: callerRegion(env) };
  const provider = defaultProvider({ ...named, parentClientConfig: client });
  return () => provider({ callerClientConfig: client });
}

/** `node:http` alone takes 20 ms to load, and keys that stand in a file need no call. */
function handlerWhenCalled(env: Environment): Handler {
  const made = async () => (await import('../network/request-handler.ts')).awsRequestHandler(env);
  let handler: ReturnType<typeof made> | undefined;
  return { handle: async (...call) => (await (handler ??= made())).handle(...call) };
}
