import { clusterOptions, connectedTo, type Connected } from '../cluster/connected.ts';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import type { Io } from '../io.ts';
import { entryName, type KubeconfigEntry } from '../kubeconfig/entry.ts';
import { kubeconfigPath, updateFile } from '../kubeconfig/file.ts';
import { mergeKubeconfig } from '../kubeconfig/merge.ts';
import { flag, text } from '../options.ts';

export const kubeconfig = command({
  options: {
    ...clusterOptions,
    kubeconfig: text('--kubeconfig <file>', "default: KUBECONFIG's, else ~/.kube/config"),
    alias: text('--alias <name>', 'name of the context'),
    use: flag('--use', 'make it the current context'),
  },
  exits: { 0: 'written', 3: 'the cluster cannot be reached, or does not let us in' },
  notes:
    'Other entries of the file stay as they are; it is written in one step, readable by its owner alone.',
  run: async ({ io, out }, { options }) => {
    const found = await connectedTo(io, options);
    const file = await kubeconfigPath({ file: options.kubeconfig, env: io.env, home: io.home, cwd: io.cwd });
    const named = options.alias === undefined ? {} : { alias: options.alias };
    const entry = { ...entryFor(io, found), ...named, use: options.use };
    await updateFile(file, (before) => mergeKubeconfig(before, entry, file));
    const context = options.alias ?? entryName(found.cluster.arn);
    const told = { file, cluster: found.cluster.arn, context };
    out.result(told, () => `written to ${file}; try it:\n  kubectl --context ${context} get nodes`);
    return EXIT.ok;
  },
});

function entryFor(io: Io, { cluster, facts }: Connected): Omit<KubeconfigEntry, 'alias' | 'use'> {
  const role = cluster.roles.read;
  const args = [
    'token',
    '--cluster',
    facts.tokenId,
    '--region',
    cluster.region,
    ...(role === undefined ? [] : ['--role', role]),
  ];
  const profile = io.env['AWS_PROFILE'];
  return {
    cluster: cluster.arn,
    server: facts.endpoint,
    certificateAuthority: facts.certificateAuthority,
    exec: {
      command: io.executable.node,
      args: [io.executable.script, ...args],
      env: profile === undefined ? [] : [{ name: 'AWS_PROFILE', value: profile }],
    },
  };
}
