import type { ExitCode } from './exits.ts';
import type { Io } from './io.ts';
import type { Check, Options, Values } from './options.ts';
import type { Output } from './output/output.ts';

export interface Operand {
  /** In commander's form: `<principal>`, `[file]`, `<files...>`. */
  readonly name: string;
  readonly summary: string;
  readonly check?: Check;
}

export interface Context {
  readonly io: Io;
  readonly out: Output;
}

/** A verb is a value: what --help prints, and what it does. Its summary stands in command-list.ts. */
export interface CommandSpec<O extends Options> {
  readonly operands?: readonly Operand[];
  readonly options: O;
  /** What the exit codes mean here; 2 and 70 mean the same everywhere. */
  readonly exits: Partial<Readonly<Record<ExitCode, string>>>;
  /** Further help: an example or two, and what is not obvious. */
  readonly notes?: string;
  /** Options that people look for here, and what does it instead. */
  readonly elsewhere?: Readonly<Record<string, string>>;
  readonly run: (
    context: Context,
    given: { readonly options: Values<O>; readonly operands: readonly string[] },
  ) => Promise<ExitCode>;
}

/** A command whose options are read by itself, so that all commands have one type. */
export interface Command {
  readonly operands: readonly Operand[];
  readonly options: Options;
  readonly exits: CommandSpec<Options>['exits'];
  readonly notes: string;
  readonly elsewhere: Readonly<Record<string, string>>;
  readonly run: (
    context: Context,
    raw: Readonly<Record<string, unknown>>,
    operands: readonly string[],
  ) => Promise<ExitCode>;
}

export function command<const O extends Options>(spec: CommandSpec<O>): Command {
  return {
    operands: spec.operands ?? [],
    options: spec.options,
    exits: spec.exits,
    notes: spec.notes ?? '',
    elsewhere: spec.elsewhere ?? {},
    run: (context, raw, operands) => spec.run(context, { options: readAll(spec.options, raw), operands }),
  };
}

function readAll<O extends Options>(options: O, raw: Readonly<Record<string, unknown>>): Values<O> {
  const values = Object.entries(options).map(([key, option]) => [key, option.read(raw[key])] as const);
  return Object.fromEntries(values) as Values<O>;
}
