import { readFile } from 'node:fs/promises';
import { COMMANDS, PARENTS } from './command-list.ts';
import { UsageError } from './usage-error.ts';

/** `roster 0.1.0`, and the Node that it runs on. */
export async function versionText(): Promise<string> {
  const manifest = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(manifest) as { readonly version: string };
  return `roster ${version} (Node ${process.versions.node})\n`;
}

/** Whether the words ask for the version alone. */
export const asksVersion = ([first]: readonly string[]): boolean =>
  first === '--version' || first === '-V' || first === 'version';

/**
 * The words as the parser takes them: `help plan` is `plan --help`. UsageError where they begin with no command of ours,
 * with the one that was likely meant: with --help, too, which would else print the help of another.
 */
export async function askedWords(argv: readonly string[]): Promise<readonly string[]> {
  const words = argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv;
  const [first, second] = words;
  if (first === undefined || first.startsWith('-') || Object.hasOwn(COMMANDS, first)) return words;
  if (!Object.hasOwn(PARENTS, first)) throw await unknown(first, [...names(''), ...Object.keys(PARENTS)]);
  const below = names(`${first} `);
  const isKnown = second === undefined || second.startsWith('-') || below.includes(`${first} ${second}`);
  if (!isKnown) throw await unknown(`${first} ${second}`, below);
  return words;
}

const names = (beginning: string): readonly string[] =>
  Object.keys(COMMANDS).filter((name) => name.startsWith(beginning));

async function unknown(given: string, known: readonly string[]): Promise<UsageError> {
  const { nearest } = await import('@roster/access');
  // `push` alone is a word of a command of two.
  const meant = nearest(given, known) ?? known.find((name) => name.split(' ')[1] === given);
  const hint = meant === undefined ? '' : `; did you mean roster ${meant}?`;
  return new UsageError(`unknown command '${given}'${hint}\n(roster --help lists the commands)`);
}
