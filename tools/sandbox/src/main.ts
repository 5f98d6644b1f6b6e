import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { makeFleet } from './fleet/make-fleet.ts';
import { close } from './http/listen.ts';
import { startControl } from './remote/control-server.ts';
import type { Announcement } from './remote/protocol.ts';
import type { RemoteOptions } from './remote/spawn-sandbox.ts';
import { startSandbox } from './sandbox.ts';

const USAGE = `node tools/sandbox/src/main.ts [--address 127.0.0.2] [--clusters 1000] [--accounts 50]
    [--regions eu-west-1,us-east-1] [--nodes 3] [--seed 1]
  A sandbox with a made-up fleet. Prints one line of JSON: the environment for its clients, and its control
  endpoint. Ends when its standard input closes.
  --options-from-stdin takes SandboxOptions as JSON from the first line of the standard input instead.`;

const { values } = parseArgs({
  options: {
    address: { type: 'string', default: '127.0.0.1' },
    clusters: { type: 'string', default: '10' },
    accounts: { type: 'string' },
    regions: { type: 'string' },
    nodes: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    'options-from-stdin': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(USAGE);
else await main().catch(giveUp);

function giveUp(error: unknown): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function main(): Promise<void> {
  const lines = createInterface({ input: process.stdin });
  const closed = new Promise((resolve) => lines.once('close', resolve));
  const first = new Promise<string>((resolve) => lines.once('line', resolve));
  const options = values['options-from-stdin']
    ? (JSON.parse(await first) as RemoteOptions)
    : optionsOfFlags();
  const sandbox = await startSandbox(options);
  const { control, server } = await startControl(sandbox, options.address ?? '127.0.0.1');
  const { env, caller } = sandbox;
  const announcement: Announcement = { env, caller, control, clusters: sandbox.clusterArns().length };
  console.log(JSON.stringify(announcement));
  await closed;
  await Promise.all([sandbox.stop(), close(server)]);
}

function optionsOfFlags(): RemoteOptions {
  const { address, accounts, regions, seed } = values;
  const fleet = makeFleet({
    clusters: Number(values.clusters),
    nodes: Number(values.nodes),
    seed: Number(seed),
    ...(accounts === undefined ? {} : { accounts: Number(accounts) }),
    ...(regions === undefined ? {} : { regions: regions.split(',') }),
  });
  return { address, seed: Number(seed), ...fleet };
}
