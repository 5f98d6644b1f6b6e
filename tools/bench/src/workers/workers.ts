import { bundleWorkers } from '@roster/bundle';
import { spawnSandbox } from '@roster/sandbox';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { bench, type Table } from '../bench.ts';
import { importTimes } from '../bundles/import-time.ts';
import { writeFleet } from '../fleet/fleet-file.ts';
import { median } from '../process/median.ts';
import { machineLine } from '../readme/machine.ts';
import { fillTables, measuredRun } from './measured-run.ts';
import type { Took } from './meter.ts';

const MEASURED = fileURLToPath(new URL('../../../../infra/src/cost/measured.json', import.meta.url));

/** What a run over so many clusters took, by state, where every cluster goes that way. */
interface Measurement {
  readonly clusters: number;
  readonly inSync: Readonly<Record<string, Took>>;
  readonly changed: Readonly<Record<string, Took>>;
}

export default bench({
  summary: 'what each worker takes: processor time, calls, request units; for npm run cost',
  options: {
    clusters: { default: '25,250', text: 'two sizes of the fleet: what a run and what a cluster takes' },
    keep: { default: 'yes', text: 'write infra/src/cost/measured.json; no: leave it as it is' },
  },
  run: async ({ clusters, keep }, note) => {
    const sizes = clusters.split(',').map(Number);
    const measured: Measurement[] = [];
    for (const size of sizes) {
      note(`${size} clusters …`);
      measured.push(await measure(size));
    }
    note('bundles …');
    const importMs = await importsOfWorkers();
    const at = new Date().toISOString().slice(0, 10);
    if (keep === 'yes') await writeJson({ at, machine: machineLine(), importMs, measured });
    return { tables: measured.slice(-1).flatMap(tablesOf) };
  },
});

async function measure(clusters: number): Promise<Measurement> {
  const { fleet, folder } = await writeFleet({ clusters, distance: 0 });
  await using sandbox = await spawnSandbox({ ...fleet, dynamodb: true });
  // The SDK looks for its endpoints here; this process does nothing else.
  Object.assign(process.env, sandbox.env);
  try {
    const options = { counted: () => sandbox.calls() };
    await fillTables(options, await readFile(join(folder, 'fleet.yaml'), 'utf8'));
    const changed = await measuredRun(options, { run: '20260101T000000Z-0001', mode: 'apply' });
    const inSync = await measuredRun(options, { run: '20260101T010000Z-0002', mode: 'plan' });
    return { clusters, inSync, changed };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The median time to import each worker's bundle, in ms. */
async function importsOfWorkers(): Promise<Record<string, number>> {
  const out = await mkdtemp(join(tmpdir(), 'roster-bench-'));
  try {
    const bundles = await bundleWorkers({ out });
    const times = await importTimes(bundles, 9);
    return Object.fromEntries(bundles.map(({ worker, file }) => [worker, median(times.get(file) ?? [])]));
  } finally {
    await rm(out, { recursive: true });
  }
}

async function writeJson(measured: unknown): Promise<void> {
  const rounded = JSON.stringify(measured, (_key, value: unknown) =>
    typeof value === 'number' ? Math.round(value * 100) / 100 : value,
  );
  const style = (await resolveConfig(MEASURED)) ?? {};
  await writeFile(MEASURED, await format(rounded, { ...style, filepath: MEASURED }));
}

const HEAD = ['state', 'calls', 'ms of processor a call', 'HTTP calls', 'read units', 'write units'];

function tablesOf({ clusters, inSync, changed }: Measurement): readonly Table[] {
  const rows = (took: Readonly<Record<string, Took>>) =>
    Object.entries(took).map(([state, { calls, cpuMs, http, readUnits, writeUnits }]) => [
      state,
      String(calls),
      (cpuMs / calls).toFixed(1),
      String(Object.values(http).reduce((sum, count) => sum + count, 0)),
      readUnits.toFixed(0),
      writeUnits.toFixed(0),
    ]);
  return [
    { title: `plan, ${clusters} clusters in sync`, head: HEAD, rows: rows(inSync) },
    { title: `apply, ${clusters} clusters that change`, head: HEAD, rows: rows(changed) },
  ];
}
