import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { BENCHES } from './bench-list.ts';
import { machineLine } from './readme/machine.ts';
import { sectionOf } from './readme/section.ts';
import { writeReadme } from './readme/write-readme.ts';

process.exitCode = await main(process.argv.slice(2));

async function main([name = '', ...rest]: readonly string[]): Promise<number> {
  const load = BENCHES[name];
  if (load === undefined) {
    console.error(await usage());
    return 2;
  }
  const bench = await load();
  const { print, values } = optionsOf(bench, rest);
  const measured = await bench.run(values, (line) => console.error(line));
  const command = ['npm run bench --', name, ...rest.filter((word) => word !== '--print')].join(' ');
  const section = sectionOf(measured, { command, machine: machineLine(), at: new Date() });
  console.log(section);
  if (!print) await writeReadme(name, section);
  return 0;
}

interface Given {
  /** Whether the README is to be left alone. */
  readonly print: boolean;
  /** The bench's own options, defaults filled in. */
  readonly values: Readonly<Record<string, string>>;
}

function optionsOf(bench: Bench, words: readonly string[]): Given {
  const own = Object.entries(bench.options).map(
    ([option, { default: value }]) => [option, { type: 'string', default: value }] as const,
  );
  const options = { ...Object.fromEntries(own), print: { type: 'boolean', default: false } } as const;
  const { print, ...values } = parseArgs({ args: [...words], options }).values;
  return { print, values };
}

async function usage(): Promise<string> {
  const lines = ['npm run bench -- NAME [--option VALUE] [--print]    --print leaves the README as it is'];
  for (const [name, load] of Object.entries(BENCHES)) {
    const { summary, options } = await load();
    lines.push(`\n  ${name}: ${summary}`);
    for (const [option, { default: value, text }] of Object.entries(options)) {
      lines.push(`    --${option} ${value}    ${text}`);
    }
  }
  return lines.join('\n');
}
