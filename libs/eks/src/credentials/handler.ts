import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsClock } from '../network/aws-clock.ts';
import type { Environment } from '../network/index.ts';

/** How AWS is called to get credentials, where that takes a call. */
export type Handler = Pick<NodeHttpHandler, 'handle'>;

/**
 * A handler that is made by its first call: `node:http` alone takes 20 ms to load, and keys that stand in a file need no
 * call. The clock hears what the answers say.
 */
export function handlerWhenCalled(env: Environment, clock?: AwsClock): Handler {
  const made = async () =>
    (await import('../network/request-handler.ts')).awsRequestHandler(env, undefined, clock);
  let handler: ReturnType<typeof made> | undefined;
  return { handle: async (...call) => (await (handler ??= made())).handle(...call) };
}
