import { bench, type Table } from '../bench.ts';
import { median } from '../process/median.ts';
import type { FleetSize } from './fleet-file.ts';
import { measureFleet, type Mode, type Trio } from './measure-fleet.ts';

/** One size of fleet, with what each round measured. */
interface Measurement extends FleetSize {
  readonly trios: readonly Readonly<Record<Mode, Trio>>[];
}

export default bench({
  summary: 'a run over sandbox clusters beside loops of the same HTTP calls',
  options: {
    clusters: { default: '100,1000,10000', text: 'sizes of the fleet' },
    rounds: {
      default: '3',
      text: 'how often sizes up to 1,000 are measured, larger ones once; the medians are told',
    },
    distance: {
      default: '100',
      text: 'ms that API servers take, in two more tables of 1,000 clusters; 0: none',
    },
  },
  run: async ({ clusters, rounds, distance }, note) => {
    const measure = async (size: FleetSize): Promise<Measurement> => {
      const trios = [];
      const times = size.clusters > 1000 ? 1 : Number(rounds);
      for (let round = 1; round <= times; round += 1) {
        note(`${size.clusters} clusters at ${size.distance} ms, round ${round} of ${times} …`);
        trios.push(await measureFleet(size));
      }
      return { ...size, trios };
    };
    const near = [];
    for (const size of clusters.split(',').map(Number))
      near.push(await measure({ clusters: size, distance: 0 }));
    const far = Number(distance) > 0 ? [await measure({ clusters: 1000, distance: Number(distance) })] : [];
    return { tables: [near, far].filter((some) => some.length > 0).flatMap(bothTables) };
  },
});

function bothTables(measured: readonly Measurement[]): readonly Table[] {
  const distance = measured[0]?.distance ?? 0;
  const where = distance > 0 ? `, API servers that take ${distance} ms` : '';
  return [
    table(`apply, every cluster changes${where}`, 'change', measured),
    table(`plan, every cluster is in sync${where}`, 'plan', measured),
  ];
}

const HEAD = [
  ...['clusters', 'HTTP calls', 'run, s', 'clusters a second', 'ms a cluster', 'peak, MiB', 'CPU, s'],
  ...['bare loop, s', 'its CPU, s', 'run ÷ bare loop'],
  ...['clients’ loop, s', 'its CPU, s', 'run ÷ clients’ loop'],
];

function table(title: string, mode: Mode, sizes: readonly Measurement[]): Table {
  const rows = sizes.map(({ clusters, trios }) => {
    const of = (figure: (trio: Trio) => number) => median(trios.map((round) => figure(round[mode])));
    const seconds = of(({ run }) => run.seconds);
    const figures = [
      of(({ calls }) => calls).toFixed(0),
      seconds.toFixed(2),
      (clusters / seconds).toFixed(0),
      ((1000 * seconds) / clusters).toFixed(1),
      of(({ run }) => run.peakMiB).toFixed(0),
      of(({ run }) => run.cpuSeconds).toFixed(1),
      ...(['bare', 'clients'] as const).flatMap((loop) => [
        of((trio) => trio[loop].seconds).toFixed(2),
        of((trio) => trio[loop].cpuSeconds).toFixed(1),
        `${of((trio) => trio.run.seconds / trio[loop].seconds).toFixed(2)} ×`,
      ]),
    ];
    return [clusters.toLocaleString('en'), ...figures];
  });
  return { title, head: HEAD, rows };
}
