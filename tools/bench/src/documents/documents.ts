import { bench } from '../bench.ts';
import { median } from '../process/median.ts';
import { rowsOfSize } from './document.ts';
import { measureDocument, type Figures } from './measure-document.ts';

/** A ConfigMap may hold 1 MiB; a little less, so that the rows that are added fit. */
const LARGEST = 1_000_000;

export default bench({
  summary: 'reading, merging and writing an aws-auth document, beside the library yaml parsing it',
  options: {
    rows: { default: '10,100,1000', text: 'rows of the documents; one of nearly 1 MiB comes behind them' },
    rounds: { default: '60', text: 'how often each is done, each time with another text' },
  },
  run: async ({ rows, rounds }, note) => {
    const { version } = (await import('yaml/package.json', { with: { type: 'json' } })).default;
    const sizes = [...rows.split(',').map(Number), rowsOfSize(LARGEST)];
    const measured = sizes.map((size) => {
      note(`${size} rows …`);
      return figuresOf(measureDocument(size, { rounds: Number(rounds) }));
    });
    const table = {
      title: 'An aws-auth document, medians in ms',
      head: [
        'rows',
        'KiB',
        'read',
        'merge',
        'write',
        'all three',
        'fastest',
        'µs a row',
        'yaml.parse',
        '÷ yaml.parse',
      ],
      rows: measured,
    };
    return { tables: [table], programs: { yaml: version } };
  },
});

function figuresOf(rounds: readonly Figures[]): readonly string[] {
  const of = (figure: (one: Figures) => number) => median(rounds.map(figure));
  const all = (one: Figures) => one.readMs + one.mergeMs + one.writeMs;
  const [first] = rounds;
  if (first === undefined) throw new Error('--rounds must be at least 1');
  return [
    first.rows.toLocaleString('en'),
    (first.bytes / 1024).toFixed(0),
    ms(of(({ readMs }) => readMs)),
    ms(of(({ mergeMs }) => mergeMs)),
    ms(of(({ writeMs }) => writeMs)),
    ms(of(all)),
    ms(Math.min(...rounds.map(all))),
    ((of(all) * 1000) / first.rows).toFixed(1),
    ms(of(({ yamlMs }) => yamlMs)),
    `${of((one) => all(one) / one.yamlMs).toFixed(2)} ×`,
  ];
}

const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 1);
