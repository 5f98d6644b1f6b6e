import { bench } from '../bench.ts';
import { median } from '../process/median.ts';
import { commands, type Commands } from './commands.ts';
import { mintMicroseconds } from './mint.ts';
import { timeCommand } from './time-command.ts';

export default bench({
  summary: 'a token in process, and as a command beside those that people have in their kubeconfig',
  options: {
    rounds: { default: '15', text: 'how often each command is run, in turn with the others' },
    mints: { default: '5000', text: 'how many tokens a round makes in process' },
  },
  run: async ({ rounds, mints }, note) => {
    await using prepared = await commands(note);
    const times = await timesOf(prepared, Number(rounds), note);
    note('in process …');
    const micros = await mintMicroseconds({ rounds: Number(rounds), mints: Number(mints) });
    return {
      programs: prepared.versions,
      tables: [
        {
          title: 'A token as a command: a fresh process each time',
          head: ['command', 'median, ms', 'fastest, ms', '÷ roster token'],
          rows: rowsOf(times),
        },
        {
          title: 'A token in process',
          head: ['function', 'median, µs', 'fastest, µs'],
          rows: [['mintToken', median(micros).toFixed(0), Math.min(...micros).toFixed(0)]],
        },
      ],
    };
  },
});

/** Milliseconds of each command; the first round warms the caches of files and is not counted. */
async function timesOf({ run }: Commands, rounds: number, note: (line: string) => void) {
  const times = run.map(({ name }) => ({ name, ms: new Array<number>() }));
  for (let round = 0; round <= rounds; round += 1) {
    note(round === 0 ? 'commands, to warm up …' : `commands, round ${round} of ${rounds} …`);
    for (const [at, each] of run.entries()) {
      const ms = await timeCommand(each);
      if (round > 0) times[at]?.ms.push(ms);
    }
  }
  return times;
}

function rowsOf(times: Awaited<ReturnType<typeof timesOf>>) {
  const ours = median(times.find(({ name }) => name === 'roster token')?.ms ?? []);
  return times.map(({ name, ms }) => [
    name,
    median(ms).toFixed(0),
    Math.min(...ms).toFixed(0),
    `${(median(ms) / ours).toFixed(2)} ×`,
  ]);
}
