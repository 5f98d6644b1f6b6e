import { bench, type Table } from '../bench.ts';
import { median } from '../process/median.ts';
import { measureFleet, type Mode, type Pair } from './measure-fleet.ts';

/** Sizes in order, each with its rounds. */
type Rounds = readonly {
  readonly clusters: number;
  readonly pairs: readonly Readonly<Record<Mode, Pair>>[];
}[];

export default bench({
  summary: 'a run over sandbox clusters beside a bare loop of the same HTTP calls',
  options: {
    clusters: { default: '100,1000,10000', text: 'sizes of the fleet' },
    rounds: { default: '3', text: 'how often each size is measured; the table has the medians' },
  },
  run: async ({ clusters, rounds }, note) => {
    const sizes: Rounds[number][] = [];
    for (const size of clusters.split(',').map(Number)) {
      const pairs = [];
      for (let round = 1; round <= Number(rounds); round += 1) {
        note(`${size} clusters, round ${round} of ${rounds} …`);
        pairs.push(await measureFleet(size));
      }
      sizes.push({ clusters: size, pairs });
    }
    return {
      tables: [
        table('apply, every cluster changes', 'change', sizes),
        table('plan, every cluster is in sync', 'plan', sizes),
      ],
    };
  },
});

const HEAD = [
  ...['clusters', 'HTTP calls', 'run, s', 'clusters a second', 'ms a cluster', 'peak, MiB', 'CPU, s'],
  ...['bare loop, s', 'its CPU, s', 'run ÷ loop'],
];

function table(title: string, mode: Mode, sizes: Rounds): Table {
  const rows = sizes.map(({ clusters, pairs }) => {
    const of = (figure: (pair: Pair) => number) => median(pairs.map((round) => figure(round[mode])));
    const seconds = of(({ run }) => run.seconds);
    const figures = [
      of(({ calls }) => calls).toFixed(0),
      seconds.toFixed(2),
      (clusters / seconds).toFixed(0),
      ((1000 * seconds) / clusters).toFixed(1),
      of(({ run }) => run.peakMiB).toFixed(0),
      of(({ run }) => run.cpuSeconds).toFixed(1),
      of(({ bare }) => bare.seconds).toFixed(2),
      of(({ bare }) => bare.cpuSeconds).toFixed(1),
      `${of(({ run, bare }) => run.seconds / bare.seconds).toFixed(2)} ×`,
    ];
    return [clusters.toLocaleString('en'), ...figures];
  });
  return { title, head: HEAD, rows };
}
