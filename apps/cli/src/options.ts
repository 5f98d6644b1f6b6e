import { isAccountId, isClusterName, isRegion, parseClusterArn } from '@roster/access/arn';
import { UsageError } from './usage-error.ts';

/** What is wrong with a value, as what follows it in a sentence; undefined when it can be meant. */
export type Check = (value: string) => string | undefined;

/** An option of a command: its flags, a line of help, and how its value is checked and read. */
export interface OptionSpec<V> {
  /** In commander's form: `-l, --selector <selector>`. */
  readonly flags: string;
  readonly summary: string;
  /** How often it may be given, and whether one value may be a list with commas. */
  readonly takes: 'one' | 'several' | 'lists';
  readonly required: boolean;
  /** Beside the rules for every value (`wrongWith`). */
  readonly check: Check;
  readonly read: (given: unknown) => V;
}
// The value's type does not matter to who only lists or reads options.
export type Options = Readonly<Record<string, OptionSpec<unknown>>>;
export type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends OptionSpec<infer V> ? V : never;
};

const anything: Check = () => undefined;
const asText = (given: unknown): string | undefined => (typeof given === 'string' ? given : undefined);
const asTexts = (given: unknown): readonly string[] =>
  Array.isArray(given) ? given.filter((one) => typeof one === 'string') : [];

export function text(flags: string, summary: string, check = anything): OptionSpec<string | undefined> {
  return { flags, summary, takes: 'one', required: false, check, read: asText };
}

export function requiredText(flags: string, summary: string, check = anything): OptionSpec<string> {
  return { flags, summary, takes: 'one', required: true, check, read: (given) => asText(given) ?? '' };
}

/** A whole number from 0 on. */
export function count(flags: string, summary: string): OptionSpec<number | undefined> {
  const check: Check = (value) => (/^\d{1,9}$/.test(value) ? undefined : 'is no number');
  const read = (given: unknown) => (typeof given === 'string' ? Number(given) : undefined);
  return { flags, summary, takes: 'one', required: false, check, read };
}

/** May be given several times. */
export function texts(flags: string, summary: string, check = anything): OptionSpec<readonly string[]> {
  return { flags, summary, takes: 'several', required: false, check, read: asTexts };
}

/** May be given several times, each time as a list with commas. */
export function lists(flags: string, summary: string, check = anything): OptionSpec<readonly string[]> {
  const read = (given: unknown) => asTexts(given).flatMap((value) => value.split(','));
  return { flags, summary, takes: 'lists', required: false, check, read };
}

export function flag(flags: string, summary: string): OptionSpec<boolean> {
  const read = (given: unknown) => given === true;
  return { flags, summary, takes: 'one', required: false, check: anything, read };
}

export const aRegion: Check = (value) =>
  isRegion(value) ? undefined : 'is no AWS Region, which is written as eu-west-1';
export const anAccount: Check = (value) => (isAccountId(value) ? undefined : 'is no account id of 12 digits');
export const aCluster: Check = (value) =>
  isClusterName(value) || parseClusterArn(value) !== undefined
    ? undefined
    : 'is neither the name nor the ARN of an EKS cluster';

export const aNamespace: Check = (value) =>
  /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(value)
    ? undefined
    : 'is no name of a namespace: up to 63 small letters, digits and hyphens';

/** UsageError where a cluster is named by an ARN of another Region than those given; without any, all are meant. */
export function assertRegion(name: string, regions: readonly string[]): void {
  const { region } = parseClusterArn(name) ?? {};
  if (region === undefined || regions.length === 0 || regions.includes(region)) return;
  throw new UsageError(
    `--region is ${regions.join(', ')}, and ${name} is in ${region}: leave one of the two out`,
  );
}

/**
 * What is wrong with the value of an option or operand, as what follows its name; undefined for nothing. One that is empty is a variable that was not set: it must
 * not mean "no limit" (`-l "$TEAM"` would select the whole fleet). One in the form of an option is a variable that
 * was not set either, without quotes: `-l $TEAM --account …`.
 */
export function wrongWith(value: string, { takes, check }: Pick<OptionSpec<unknown>, 'takes' | 'check'>) {
  if (/^[\s,]*$/.test(value)) return ' is empty: give a value, or leave it out';
  if (/^--?[a-z]/i.test(value)) return ` needs a value, and "${value}" is an option`;
  const parts = takes === 'lists' ? value.split(',') : [value];
  if (parts.some((part) => part.trim() === '')) return `: "${value}" has an empty part`;
  for (const part of parts) {
    const wrong = check(part);
    if (wrong !== undefined) return `: "${part}" ${wrong}`;
  }
  return undefined;
}

/**
 * What an environment variable of Roster says; undefined when it is not set. UsageError when it is set and empty:
 * with an empty ROSTER_STORE a command would work on this machine's own catalog instead of the team's.
 */
export function setting(
  env: Readonly<Record<string, string | undefined>>,
  name: 'ROSTER_STORE' | 'ROSTER_CLOUD' | 'ROSTER_DEPLOYMENT',
): string | undefined {
  const value = env[name];
  if (value === undefined || value.trim() !== '') return value;
  throw new UsageError(`${name} is set and empty: give it a value, or unset it`);
}
