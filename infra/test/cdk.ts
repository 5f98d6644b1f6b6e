import path from 'node:path';
import { bundleWorkers } from '@roster/bundle';
import type { Stage } from '../src/stage.ts';
import { mustRun } from './command.ts';
import type { Rig } from './rig.ts';

const APP = `${process.execPath} ${path.join(import.meta.dirname, 'app.ts')}`;

/** The real CDK CLI, on the stacks of a stage. Error with all that it said where it fails. */
export async function cdk(rig: Rig, stage: Stage, ...args: readonly string[]): Promise<void> {
  const output = path.join(rig.folder, 'cdk.out');
  await mustRun('cdk', {
    args: ['--app', APP, '--output', output, '--no-notices', ...args],
    cwd: rig.folder,
    env: {
      ...awsEnv(rig),
      TEST_STAGE: JSON.stringify(stage),
      TEST_BUNDLES: bundlesOf(rig),
      ...(rig.authorisation ? { TEST_CREDENTIALS: 'own' } : {}),
    },
  });
}

const bundlesOf = ({ folder }: Rig) => path.join(folder, 'workers');

/** The workers, as they are now, for the stacks to take; and CDK's own stack. */
export async function prepare(rig: Rig, stage: Stage): Promise<void> {
  await bundleWorkers({ out: bundlesOf(rig) });
  await cdk(rig, stage, 'bootstrap');
}

export const deploy = (rig: Rig, stage: Stage) =>
  cdk(rig, stage, 'deploy', '--all', '--require-approval', 'never');

/** An environment in which everything is the local AWS, STS too: the account is that of the control plane. */
export function awsEnv({ env, aws }: Rig): Record<string, string> {
  const inSandbox = ['AWS_ENDPOINT_URL_EKS', 'AWS_ENDPOINT_URL_STS'];
  const others = Object.entries(env).filter(([name]) => !inSandbox.includes(name));
  return { ...Object.fromEntries(others), ...aws.env, CDK_DISABLE_CLI_TELEMETRY: '1' };
}
