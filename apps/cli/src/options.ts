/** An option of a command: its flags, a line of help, and how its value is read. */
export interface OptionSpec<V> {
  /** In commander's form: `-l, --selector <selector>`. */
  readonly flags: string;
  readonly summary: string;
  readonly repeatable: boolean;
  readonly required: boolean;
  readonly read: (given: unknown) => V;
}
// The value's type does not matter to who only lists or reads options.
export type Options = Readonly<Record<string, OptionSpec<unknown>>>;
export type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends OptionSpec<infer V> ? V : never;
};

const once = { repeatable: false, required: false } as const;
const asText = (given: unknown): string | undefined => (typeof given === 'string' ? given : undefined);

export function text(flags: string, summary: string): OptionSpec<string | undefined> {
  return { flags, summary, ...once, read: asText };
}

export function requiredText(flags: string, summary: string): OptionSpec<string> {
  return { flags, summary, repeatable: false, required: true, read: (given) => asText(given) ?? '' };
}

/** May be given several times; each value may also be a list with commas where `separator` says so. */
export function texts(flags: string, summary: string, separator?: ','): OptionSpec<readonly string[]> {
  const split = (value: string) =>
    separator === undefined ? [value] : value.split(separator).filter((part) => part !== '');
  const read = (given: unknown) =>
    Array.isArray(given) ? given.filter((one): one is string => typeof one === 'string').flatMap(split) : [];
  return { flags, summary, repeatable: true, required: false, read };
}

export function flag(flags: string, summary: string): OptionSpec<boolean> {
  return { flags, summary, ...once, read: (given) => given === true };
}
