import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUDGETS, bundleWorkers } from '@roster/bundle';
import type { Bundle } from '@roster/bundle';
import { bench } from '../bench.ts';
import type { Table } from '../bench.ts';
import { median } from '../process/median.ts';
import { bundleAsShipped, PACKAGES, PACKAGES_OF } from './as-shipped.ts';
import type { PackageSet } from './as-shipped.ts';
import { importTimes } from './import-time.ts';

export default bench({
  summary: 'the workers’ bundles: size and cold import, beside their packages as people ship them',
  options: { rounds: { default: '15', text: 'how often each is imported, in a fresh process each time' } },
  run: async ({ rounds }, note) => {
    const folder = await mkdtemp(join(tmpdir(), 'roster-bench-bundles-'));
    try {
      note('bundling …');
      const workers = await bundleWorkers({ out: join(folder, 'workers') });
      const packages = await Promise.all(SETS.map((set) => packagesIn(set, folder)));
      note(`importing ${workers.length + packages.length} bundles ${rounds} times …`);
      const times = await importTimes([...workers, ...packages], Number(rounds));
      return { tables: [workersTable(workers, packages, times), packagesTable(packages, times)] };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
});

interface Packages {
  readonly set: PackageSet;
  readonly file: string;
  readonly bytes: number;
}
type Times = ReadonlyMap<string, readonly number[]>;

const SETS = Object.keys(PACKAGES) as PackageSet[];
const TOLD: Readonly<Record<PackageSet, string>> = {
  store: 'client-dynamodb, Powertools, zod: what plan needs',
  events: 'and client-eventbridge: what report needs',
  clusters: 'client-eks, client-sts, signature-v4, client-node by name in its place: what the others need',
  wholeClientNode: 'those of the others, with `import * as k8s`',
  builtIn: '`node:https` and `node:crypto`, which every one of them loads',
};

async function packagesIn(set: PackageSet, folder: string): Promise<Packages> {
  const file = join(folder, `${set}.mjs`);
  return { set, file, bytes: await bundleAsShipped(set, file) };
}

function workersTable(workers: readonly Bundle[], packages: readonly Packages[], times: Times): Table {
  const rows = workers.map(({ worker, bytes, file }) => {
    const before = packages.find(({ set }) => set === PACKAGES_OF[worker]);
    const was = median(times.get(before?.file ?? '') ?? []);
    const is = median(times.get(file) ?? []);
    const { kilobytes, importMs } = BUDGETS[worker];
    const wasBytes = before?.bytes ?? Number.NaN;
    return [
      worker,
      ...[kilo(wasBytes), kilo(bytes), share(bytes, wasBytes), String(kilobytes)],
      ...[ms(was), ms(is), share(is, was), ms(Math.min(...(times.get(file) ?? []))), String(importMs)],
    ];
  });
  const sizes = ['packages, KB', 'bundle, KB', 'of it', 'budget, KB'];
  const imports = ['packages, import, ms', 'bundle, import, ms', 'of it', 'fastest, ms', 'budget, ms'];
  return { title: 'A worker, before and after (medians)', head: ['worker', ...sizes, ...imports], rows };
}

function packagesTable(packages: readonly Packages[], times: Times): Table {
  const rows = packages.map(({ set, file, bytes }) => {
    const all = times.get(file) ?? [];
    return [TOLD[set], kilo(bytes), ms(median(all)), ms(Math.min(...all))];
  });
  return { title: 'The packages alone', head: ['what', 'KB', 'import, ms', 'fastest, ms'], rows };
}

const kilo = (bytes: number): string => (bytes / 1000).toFixed(0);
const ms = (value: number): string => value.toFixed(0);
const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(0)} %`;
