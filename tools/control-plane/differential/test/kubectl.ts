import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { ControlPlane, RealCluster } from '@roster/control-plane';
import { kubectl } from '@roster/control-plane/programs';

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

export type Kubectl = (args: readonly string[], input: Uint8Array) => Promise<Ran>;

/** The real kubectl as the administrator of a real cluster; a file goes in through stdin. */
export async function kubectlOf({ folder }: ControlPlane, { kubeconfig }: RealCluster): Promise<Kubectl> {
  const program = await kubectl();
  const options = ['--kubeconfig', kubeconfig, '--cache-dir', path.join(folder, 'kubectl')];
  return async (args, input) => {
    const child = spawn(program, [...options, ...args]);
    // It may end before it has read everything.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const [stdout, stderr, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number]>,
    ]);
    return { stdout, stderr, status };
  };
}
