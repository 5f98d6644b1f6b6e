import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../src/command-list.ts';
import type { Command } from '../src/command.ts';
import { user } from './harness.ts';

// Every option and operand of every command, read from their definitions: a new one is covered by itself.

interface Slip {
  readonly argv: readonly string[];
  /** How the message names what was given wrong. */
  readonly names: string;
}

const commands: (readonly [name: string, command: Command])[] = [];
for (const [name, { load }] of Object.entries(COMMANDS)) commands.push([name, await load()]);

const takesValue = (flags: string): boolean => flags.includes('<');
const longOf = (flags: string): string => /--[\w-]+/.exec(flags)?.[0] ?? '';
const shortOf = (flags: string): string | undefined => /^-\w/.exec(flags)?.[0];

/** A value that the option could have. */
function possible(flags: string): string {
  if (flags.includes('<region>')) return 'eu-west-1';
  if (flags.includes('<id>')) return '111122223333';
  return flags.includes('<format>') ? 'text' : 'one';
}

/** What an option, or an operand, of this kind cannot be; by the word between its angle brackets. */
const IMPOSSIBLE: readonly (readonly [kind: RegExp, values: readonly string[]])[] = [
  [/<region>/, ['us_east_1', 'test_123', '@invalid.com/%23', 'eu-west-1.example.com', 'eu-west-1 ', 'x']],
  [/<name\|arn>|cluster(s\.\.\.)?>|--cluster/, ['-a', 'a b', 'a/b', 'x'.repeat(101), 'arn:aws:eks:1']],
  [/<id>/, ['1234', '1111222233334', '11112222333x']],
];

const impossible = (flags: string): readonly string[] =>
  IMPOSSIBLE.flatMap(([kind, values]) => (kind.test(flags) ? values : []));

function slipsOf(name: string, { options, operands }: Command): readonly Slip[] {
  const words = name.split(' ');
  const format = { flags: '-o, --output <format>', takes: 'one' } as const;
  const ofOptions = [...Object.values(options), format].filter(({ flags }) => takesValue(flags));
  return [
    ...ofOptions.flatMap(({ flags, takes }) => {
      const option = longOf(flags);
      const values = ['', ' ', ',', ' , ', '--dry-run', '-f', ...impossible(flags)];
      if (takes === 'lists') values.push(`${possible(flags)},`, `,${possible(flags)}`);
      const once = values.map((value) => [option, value]);
      const attached = [`${option}=`];
      const short = shortOf(flags);
      const twice = [option, possible(flags), short ?? option, possible(flags)];
      const all = [...once, attached, ...(takes === 'one' ? [twice] : [])];
      return all.map((argv) => ({ argv: [...words, ...argv], names: option }));
    }),
    ...operands.flatMap((operand, index) => {
      const before = operands.slice(0, index).map(() => 'one');
      const after = operands.slice(index + 1).map(() => 'one');
      const required = Object.values(options)
        .filter((option) => option.required)
        .flatMap(({ flags }) => [longOf(flags), possible(flags)]);
      return ['', ' ', ',', ...impossible(operand.name)]
        .filter((value) => !value.startsWith('-'))
        .map((value) => ({ argv: [...words, ...required, ...before, value, ...after], names: operand.name }));
    }),
  ];
}

describe('a value that is empty, impossible, an option, or given twice ends with 2 and does nothing', () => {
  it.each(commands)('roster %s', async (name, command) => {
    await using ann = await user();
    for (const { argv, names } of slipsOf(name, command)) {
      const { code, stdout, stderr } = await ann.run(...argv);
      expect({ argv, code, stdout }).toEqual({ argv, code: 2, stdout: '' });
      expect(stderr, argv.join(' ')).toContain(`roster: ${names}`);
    }
  });

  it('is none of a flag, however often', async () => {
    await using ann = await user();
    const { code, stderr } = await ann.run('plan', '--cloud', '--cloud', '--local');
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('contradict each other') as string,
    });
  });

  it('covers every command, and the options that choose clusters', () => {
    const slips = commands
      .flatMap(([name, command]) => slipsOf(name, command))
      .map(({ argv }) => argv.join(' '));
    expect(slips.length).toBeGreaterThan(500);
    expect(slips).toEqual(expect.arrayContaining(['apply --selector ', 'token --region us_east_1']));
  });
});

describe('a variable of the environment that is set and empty ends with 2', () => {
  it.each([
    ['ROSTER_STORE', ['status']],
    ['ROSTER_STORE', ['apply']],
    ['ROSTER_CLOUD', ['plan']],
  ] as const)('%s, roster %j', async (name, argv) => {
    await using ann = await user({ env: { [name]: '' } });
    const { code, stdout, stderr } = await ann.run(...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`${name} is set and empty`);
  });
});
