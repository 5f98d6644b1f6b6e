import type { Fleet } from '@roster/access';
import { loadFleet, type FleetProblem, type LoadedFleet, type NamedText } from '@roster/catalog';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Io } from '../io.ts';
import { texts } from '../options.ts';
import { safe } from '../output/escape.ts';
import { plural } from '../output/plural.ts';
import { UsageError } from '../usage-error.ts';

export const filesOption = {
  files: texts(
    '-f, --file <path>',
    'use this fleet file or folder, without storing it; - is standard input; may be repeated',
  ),
} as const;

/** A fleet, the files that it was read from, and the settings that they set. */
export type FleetOfFiles = Exclude<LoadedFleet, { readonly problems: unknown }>;

/** Whether a folder is among these paths. */
export async function hasFolder(io: Io, paths: readonly string[]): Promise<boolean> {
  const found = await Promise.all(
    paths.map((given) => stat(path.resolve(io.cwd, given)).catch(() => undefined)),
  );
  return found.some((one) => one?.isDirectory() === true);
}

/** What standard input is called where a file is named. */
const STANDARD_INPUT = 'standard input';

/** The fleet of these files and folders. UsageError that names everything wrong with them, each at its place. */
export async function readFleetFiles(io: Io, paths: readonly string[]): Promise<FleetOfFiles> {
  const names = namesOf(io, paths);
  const loaded = await loadFleet(
    paths.filter((given) => given !== '-').map((given) => path.resolve(io.cwd, given)),
    { now: io.now(), nameOf: names.nameOf, also: await fromInput(io, paths) },
  );
  if ('fleet' in loaded) return loaded;
  throw new UsageError(problemsText(loaded.problems, names.asWritten));
}

async function fromInput(io: Io, paths: readonly string[]): Promise<readonly NamedText[]> {
  const times = paths.filter((given) => given === '-').length;
  if (times === 0) return [];
  if (times > 1) throw new UsageError('-: standard input can be read once');
  return [{ file: STANDARD_INPUT, text: await io.stdin() }];
}

/**
 * How files are named: in the fleet by their paths from the working folder, so that a revision is the same however its
 * files were given, unless they lie outside of it; in messages as the user wrote them.
 */
function namesOf({ cwd }: Io, paths: readonly string[]) {
  const written = new Map<string, string>();
  const shown = (file: string): string => {
    const given = paths.find((one) => file === path.resolve(cwd, one));
    if (given !== undefined) return given;
    const folder = paths.find((one) => file.startsWith(path.resolve(cwd, one) + path.sep));
    return folder === undefined ? file : path.join(folder, path.relative(path.resolve(cwd, folder), file));
  };
  return {
    nameOf: (file: string): string => {
      const below = path.relative(cwd, file);
      const name = below === '' || below.startsWith('..') ? shown(file) : below;
      written.set(name, shown(file));
      return name;
    },
    asWritten: (name: string): string => written.get(name) ?? name,
  };
}

/** So many problems are listed: whoever mends them runs the command again. */
const LISTED = 50;

function problemsText(problems: readonly FleetProblem[], asWritten: (name: string) => string): string {
  const lines = problems.slice(0, LISTED).map(({ file, line, column, message }) => {
    const place = line === 0 ? '' : `:${String(line)}:${String(column)}`;
    return `${safe(asWritten(file))}${place}: ${safe(message)}`;
  });
  const more = problems.length - LISTED;
  return [...lines, ...(more > 0 ? [`and ${plural(more, 'more problem')}`] : [])].join('\n');
}

/** As `readFleetFiles`, the fleet alone. */
export async function readFleet(io: Io, paths: readonly string[]): Promise<Fleet> {
  return (await readFleetFiles(io, paths)).fleet;
}
