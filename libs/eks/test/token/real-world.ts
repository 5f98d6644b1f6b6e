import { setTimeout } from 'node:timers/promises';
import { startControlPlane, type RealCluster } from '@roster/control-plane';
import type { StartWorld } from './rig.ts';

/** A real cluster, whose authenticator says in its log why it refuses. */
export const realWorld: StartWorld = async (options) => {
  const plane = await startControlPlane(options);
  const [arn = ''] = plane.sandbox.clusterArns();
  const cluster = plane.cluster(arn);
  return {
    sandbox: plane.sandbox,
    connection: cluster,
    refusals: () => refusalsOf(cluster).length,
    refusal: async (before) => {
      // The line is written before the answer is given, and read a moment after it.
      while (refusalsOf(cluster).length <= before) await setTimeout(1);
      return refusalsOf(cluster).at(-1) ?? '';
    },
    [Symbol.asyncDispose]: () => plane.stop(),
  };
};

/** The texts of the log's lines `level=warning msg="access denied" … error="…"`. */
function refusalsOf(cluster: RealCluster): string[] {
  const lines = cluster.authenticatorLog().split('\n');
  return lines.flatMap((line) => {
    if (!line.includes('msg="access denied"')) return [];
    const [, text = ''] = /error=("(?:[^"\\]|\\.)*"|\S+)/.exec(line) ?? [];
    return text.startsWith('"') ? (JSON.parse(text) as string) : text;
  });
}
