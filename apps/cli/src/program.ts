import { Command as Parser, CommanderError, Option } from 'commander';
import { askedWords, asksVersion, versionText } from './asked-words.ts';
import { COMMANDS, PARENTS, commandNamed } from './command-list.ts';
import type { Command } from './command.ts';
import { EXIT, EXIT_MEANING } from './exits.ts';
import type { ExitCode } from './exits.ts';
import type { Io } from './io.ts';
import { createOutput } from './output/output.ts';
import { paintFor } from './output/paint.ts';
import { wrapped } from './output/wrap.ts';
import { wrongWith, type OptionSpec } from './options.ts';
import { UsageError } from './usage-error.ts';

export interface Parsed {
  readonly run: () => Promise<ExitCode>;
}

/**
 * Reads the arguments: what to run, or the exit code when there is nothing to run (help was printed, or the
 * arguments are wrong and it was said how). Only the command that is asked for is loaded.
 */
export async function parse(given: readonly string[], io: Io): Promise<Parsed | ExitCode> {
  if (asksVersion(given)) {
    io.stdout.write(await versionText());
    return EXIT.ok;
  }
  const argv = await askedWords(given);
  const name = commandNamed(argv);
  let parsed: Parsed | ExitCode = EXIT.usage;
  const program = root(io);
  const loaded = name === undefined ? undefined : await COMMANDS[name]?.load();
  for (const [words, entry] of Object.entries(COMMANDS)) {
    const parser = place(program, words, io).description(entry.summary).helpGroup(entry.group);
    if (words === name && loaded !== undefined) define(parser, loaded, io, (found) => (parsed = found));
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return parsed;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const [, wrong = ''] = /^error: unknown option '(--?[\w-]+)/.exec(error.message) ?? [];
    const hint = loaded?.elsewhere[wrong];
    if (hint !== undefined) io.stderr.write(`${wrong}: ${hint}\n`);
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
}

function root(io: Io): Parser {
  const program = new Parser('roster')
    .description('Keeps the answer to "who may enter which EKS cluster" right on a whole fleet.')
    .usage('<command> [options]')
    .helpCommand(false)
    .showHelpAfterError('(roster --help lists the commands)')
    .addHelpText(
      'after',
      `\n${exitsText({ 0: '', 1: '', 3: '', 4: '' })}\n\nroster help <command>, or roster <command> --help, says more; roster --version is the version.`,
    );
  configure(program, io);
  return program;
}

/** Text goes through `io`, and nobody ends the process. */
function configure(parser: Parser, io: Io): Parser {
  const bold = paintFor(io.stdout, io.env);
  return parser
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'roster: ')),
      getOutHelpWidth: () => Math.min(io.stdout.columns, 110),
      getErrHelpWidth: () => Math.min(io.stderr.columns, 110),
    })
    .configureHelp({
      styleTitle: (title) => bold('bold', title),
      subcommandTerm: (command) => command.name(),
    });
}

function place(program: Parser, words: string, io: Io): Parser {
  const [first = '', second] = words.split(' ');
  if (second === undefined) return program.command(first);
  const parent = program.commands.find((one) => one.name() === first) ?? addParent(program, first, io);
  return parent.command(second, { isDefault: COMMANDS[words]?.isDefault ?? false });
}

function addParent(program: Parser, name: string, io: Io): Parser {
  const parent = PARENTS[name];
  if (parent === undefined) throw new Error(`command ${name} has sub-commands and is not in PARENTS`);
  return configure(program.command(name), io)
    .description(parent.summary)
    .helpGroup(parent.group)
    .helpCommand(false);
}

function define(parser: Parser, command: Command, io: Io, found: (parsed: Parsed) => void): void {
  configure(parser, io).showHelpAfterError(`(${nameOf(parser)} --help lists its options)`);
  for (const operand of command.operands) parser.argument(operand.name, operand.summary);
  for (const option of Object.values(command.options)) parser.addOption(optionOf(option));
  parser.addOption(formatOption());
  // A line that is nearly full goes on in the next: it is broken anew, for this terminal.
  const notes = command.notes === '' ? '' : `\n\n${command.notes.replaceAll(/(?<=[^\n]{80})\n/g, ' ')}`;
  parser.addHelpText(
    'after',
    wrapped(`\n${exitsText(command.exits)}${notes}`, Math.min(io.stdout.columns, 110)),
  );
  parser.action(() => {
    const raw = parser.opts<Record<string, unknown>>();
    const context = { io, out: createOutput(io, raw['output'] === 'json' ? 'json' : 'text') };
    const operands = operandsOf(parser, command);
    found({ run: () => command.run(context, keyed(command, raw), operands) });
  });
}

/** `roster catalog push`. */
const nameOf = (parser: Parser): string =>
  parser.parent === null ? parser.name() : `${nameOf(parser.parent)} ${parser.name()}`;

/** One list, whatever each takes; an optional one that was not given is not in it. */
function operandsOf(parser: Parser, { operands }: Command): readonly string[] {
  return parser.processedArgs.flatMap((given: unknown, index) => {
    const values = [given].flat().filter((one) => typeof one === 'string');
    const { name = '', check = () => undefined } = operands[index] ?? {};
    for (const value of values) {
      const wrong = wrongWith(value, { takes: 'several', check });
      if (wrong !== undefined) throw new UsageError(`${name}${wrong}`);
    }
    return values;
  });
}

/** Commander names values after the long flag; a command names them itself. */
function keyed(command: Command, raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(command.options).map(([key, option]) => [key, raw[optionOf(option).attributeName()]]),
  );
}

function optionOf(spec: OptionSpec<unknown>): Option {
  const option = new Option(spec.flags, spec.summary);
  if (spec.required) option.makeOptionMandatory();
  // Commander's word for "takes a value".
  return option.required ? taking(option, spec) : option;
}

const FORMATS = ['text', 'json'];

function formatOption(): Option {
  const option = new Option('-o, --output <format>', 'form of the result').choices(FORMATS).default('text');
  const check = (value: string) =>
    FORMATS.includes(value) ? undefined : `is invalid: ${FORMATS.join(' or ')}`;
  return taking(option, { takes: 'one', check });
}

/** Every value of every option comes by here: what cannot be meant ends the command before it begins. */
function taking(option: Option, spec: Pick<OptionSpec<unknown>, 'takes' | 'check'>): Option {
  const given: string[] = [];
  return option.argParser((value: string) => {
    const wrong = wrongWith(value, spec);
    if (wrong !== undefined) throw new UsageError(`${option.long ?? ''}${wrong}`);
    given.push(value);
    if (spec.takes !== 'one') return given;
    if (given.length > 1) throw new UsageError(`${option.long ?? ''} is given twice, and takes one value`);
    return value;
  });
}

function exitsText(exits: Command['exits']): string {
  const meant: Command['exits'] = { ...exits, 2: '', 70: '' };
  const lines = ([0, 1, 2, 3, 4, 70] as const).flatMap((code) => {
    const text = meant[code];
    return text === undefined
      ? []
      : [`  ${String(code).padEnd(3)} ${text === '' ? EXIT_MEANING[code] : text}`];
  });
  return `Exit codes (the higher outranks the lower):\n${lines.join('\n')}`;
}
