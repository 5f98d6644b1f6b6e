import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Sandbox } from '@roster/sandbox';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { arnOf, BASE, clustersFile, grantsFile, OPS, OPS_GRANT, startClusters } from '../fleet.ts';

/** 20 in CI; `ROSTER_HOSTILE_SEEDS=200` tries more (tools/sandbox/README.md). */
const SEEDS = Number(process.env['ROSTER_HOSTILE_SEEDS'] ?? 20);
const GOOD = Array.from({ length: 40 }, (_, n) => `good-${n}`);
const HOSTILE = 'hostile';
/** Until a cluster has answered, and what one run may take, in ms. */
const PATIENCE = 2_000;
const LONGEST = 120_000;
const MEMORY = 600 * 1024; // KiB

const SCRIPT = path.join(import.meta.dirname, 'patient-roster.ts');
const BUDGET = 'rollout: { failureBudget: 2 }\n';

let sandbox: Sandbox;
let folder: string;
beforeAll(async () => {
  sandbox = await startClusters([...GOOD, HOSTILE].map((name) => ({ name })));
  folder = await mkdtemp(path.join(tmpdir(), 'roster-hostile-'));
  await writeFile(path.join(folder, 'clusters.yaml'), clustersFile(...GOOD, HOSTILE));
  await writeFile(path.join(folder, 'grants.yaml'), `${grantsFile(OPS_GRANT)}${BUDGET}`);
});
afterAll(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true });
});

/** `roster apply` of the files, with a store of its own. */
async function apply(seed: number) {
  const usage = path.join(folder, `usage-${seed}`);
  const argv = ['apply', '-f', 'clusters.yaml', '-f', 'grants.yaml', '-o', 'json'];
  const child = spawn(process.execPath, [SCRIPT, String(PATIENCE), usage, ...argv], {
    cwd: folder,
    env: { ...sandbox.env, HOME: folder, XDG_STATE_HOME: path.join(folder, `state-${seed}`) },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST,
    killSignal: 'SIGKILL',
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr, memory: Number(await readFile(usage, 'utf8')) };
}

it.each(Array.from({ length: SEEDS }, (_, n) => n + 1))(
  'a cluster that answers wrongly (seed %i) keeps no other from being corrected, and the run ends by itself',
  async (seed) => {
    for (const name of [...GOOD, HOSTILE]) sandbox.cluster(arnOf(name)).setAwsAuth({ mapRoles: BASE });
    sandbox.cluster(arnOf(HOSTILE)).setFaults({ hostile: seed });
    const { code, stdout, stderr, memory } = await apply(seed);
    expect({ code, stderr: stderr.match(/internal error.*|Error:.*/) }).toEqual({ code: 3, stderr: null });
    const report = JSON.parse(stdout) as { state: string; counts: object; results: { cluster: string }[] };
    expect(report).toMatchObject({ state: 'done', counts: { changed: GOOD.length } });
    for (const name of GOOD) {
      expect(sandbox.cluster(arnOf(name)).awsAuth()?.['mapRoles'], name).toContain(OPS);
    }
    expect(stdout + stderr).not.toContain('k8s-aws-v1.');
    expect(memory).toBeLessThan(MEMORY);
  },
  LONGEST + 10_000,
);
