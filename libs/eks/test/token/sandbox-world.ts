import { startSandbox } from '@roster/sandbox';
import { connectionOf } from '../../../../tools/sandbox/test/kubernetes-client.ts';
import type { StartWorld } from './rig.ts';

/** The sandbox, whose door says why it refuses. */
export const sandboxWorld: StartWorld = async (options) => {
  const sandbox = await startSandbox(options);
  const [cluster] = options.clusters ?? [];
  const door = sandbox.cluster(sandbox.clusterArns()[0]!);
  return {
    sandbox,
    connection: await connectionOf(sandbox, cluster!),
    refusals: () => door.refusals().length,
    refusal: () => Promise.resolve(door.refusals().at(-1) ?? ''),
    [Symbol.asyncDispose]: () => sandbox.stop(),
  };
};
