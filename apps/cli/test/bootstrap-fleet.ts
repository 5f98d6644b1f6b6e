import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { startSandbox, type AuthenticationMode, type SandboxCluster } from '@roster/sandbox';
import { ACCOUNT, grantsFile, OPS_GRANT, REGION } from './fleet.ts';
import { together, user } from './harness.ts';

export const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const ROLES = ['RosterRead', 'RosterWrite', 'RosterBootstrap', 'Provisioner'];
const RUNBOOK = path.resolve(import.meta.dirname, '../../../infra/runbooks/provisioning.md');

/** A cluster as EKS has just made it: its creator gets in, where aws-auth counts, and Roster's groups may nothing. */
export const freshCluster = (
  name: string,
  authenticationMode: AuthenticationMode,
  more: Partial<SandboxCluster> = {},
): SandboxCluster => ({
  ...{ name, account: ACCOUNT, region: REGION, authenticationMode },
  ...{ creator: role('Provisioner'), rosterGroups: false },
  tags: { env: 'prod', ...(authenticationMode === 'CONFIG_MAP' ? { access: 'config-map' } : {}) },
  ...more,
});

/** Somebody who provisions these clusters, with grants and roles in a folder. */
export async function provisioning(clusters: readonly SandboxCluster[]) {
  const sandbox = await startSandbox({
    caller: `arn:aws:iam::${ACCOUNT}:user/ann`,
    principals: ROLES.map((name) => ({ arn: role(name) })),
    clusters,
    dynamodb: false,
  });
  const ann = await user({ sandbox, files: { 'fleet/grants.yaml': grantsFile(OPS_GRANT) } });
  return together(sandbox, ann);
}

/** The commands of the runbook by the heading that they stand under, as a shell would cut them into words. */
export async function runbookCommands(): Promise<Readonly<Record<string, readonly (readonly string[])[]>>> {
  const sections = (await readFile(RUNBOOK, 'utf8')).split(/^## /m).slice(1);
  const commands = sections.map((section) => {
    const [heading = ''] = section.split('\n');
    const blocks = [...section.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block = '']) =>
      block.trim().split('\n'),
    );
    const words = (line: string) =>
      [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
    return [heading, blocks.map(words)] as const;
  });
  return Object.fromEntries(commands);
}
