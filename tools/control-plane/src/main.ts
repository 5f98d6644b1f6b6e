import { once } from 'node:events';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { exampleFleet, fleetFile, furnish } from './by-hand/example.ts';
import { guide, shellSettings } from './by-hand/guide.ts';
import { startControlPlane, type ControlPlane } from './control-plane.ts';
import { awsCli, kubectl } from './programs/index.ts';

const USAGE = `npm run control-plane -- [--clusters 1]
  Starts real clusters on this machine, prints how to reach them, and ends with Ctrl-C.`;

const { values } = parseArgs({
  options: {
    clusters: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(USAGE);
else await main(Number(values.clusters)).catch(giveUp);

function giveUp(error: unknown): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function main(count: number): Promise<void> {
  if (!Number.isInteger(count) || count < 1) throw new Error(USAGE);
  const ended = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => ended.abort());
  const begun = performance.now();
  const options = exampleFleet(count);
  await using controlPlane = await startControlPlane(options);
  const { folder } = controlPlane;
  const clusters = controlPlane.sandbox.clusterArns().map((arn) => controlPlane.cluster(arn));
  await Promise.all(clusters.map(furnish));
  const seconds = (performance.now() - begun) / 1000;
  await writeFile(path.join(folder, 'fleet.yaml'), fleetFile(options.clusters ?? []));
  const lacking = await linkPrograms(path.join(folder, 'bin'));
  await writeFile(path.join(folder, 'env'), shellSettings(settings(controlPlane), path.join(folder, 'bin')), {
    mode: 0o600,
  });
  if (ended.signal.aborted) return;
  console.log(guide({ folder, clusters, seconds, lacking }));
  await once(ended.signal, 'abort');
  console.log('ending …');
}

function settings({ env, folder, sandbox, cluster }: ControlPlane): Record<string, string> {
  const kubeconfigs = sandbox.clusterArns().map((arn) => cluster(arn).kubeconfig);
  const state = path.join(folder, 'state');
  return { ...env, KUBECONFIG: kubeconfigs.join(':'), XDG_STATE_HOME: state };
}

/** Puts roster, kubectl and aws into a folder; says why one of them is not to be had. */
async function linkPrograms(bin: string): Promise<readonly string[]> {
  const root = path.resolve(import.meta.dirname, '../../..');
  await mkdir(bin);
  await symlink(path.join(root, 'apps', 'cli', 'bin', 'roster.mjs'), path.join(bin, 'roster'));
  const fetched = await Promise.allSettled([kubectl(), awsCli()]);
  for (const one of fetched) {
    if (one.status === 'fulfilled') await symlink(one.value, path.join(bin, path.basename(one.value)));
  }
  return fetched.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
}
