/** An option of a bench: `--name value`. */
export interface BenchOption {
  readonly default: string;
  readonly text: string;
}

/** A table of the README: the first row is its head. Cells are texts as they are to stand there. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a bench has measured. */
export interface Measured {
  readonly tables: readonly Table[];
  /** Programs of others that took part: name and version. */
  readonly programs?: Readonly<Record<string, string>>;
}

/** One measurement: `npm run bench -- <name> [--option value]`. */
export interface Bench<Name extends string = string> {
  readonly summary: string;
  readonly options: Readonly<Record<Name, BenchOption>>;
  /** Measures. `note` tells on stderr what is going on. */
  run(options: Readonly<Record<Name, string>>, note: (line: string) => void): Promise<Measured>;
}

/** Keeps the names of the options, so that `run` cannot ask for one that is not there. */
export function bench<Name extends string>(definition: Bench<Name>): Bench {
  return definition;
}
