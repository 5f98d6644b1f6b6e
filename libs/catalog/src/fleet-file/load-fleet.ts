import type { Fleet } from '@roster/access';
import { buildFleet } from './build-fleet.ts';
import { checkFleet, checkNames } from './check-fleet.ts';
import { mergeFiles } from './merge-files.ts';
import { parseFile, type ParsedFile } from './parse-file.ts';
import { inOrder, type FleetProblem } from './problem.ts';
import { readFiles } from './read-files.ts';

/**
 * The fleet, the names of the files it was read from, and which settings (keys of a fleet file besides clusters and
 * grants) they set; or all that is wrong with them, in their order.
 */
export type LoadedFleet =
  | { readonly fleet: Fleet; readonly files: readonly string[]; readonly settings: readonly string[] }
  | { readonly problems: readonly FleetProblem[] };

/** One file's name, for messages, and what stands in it. */
export interface NamedText {
  readonly file: string;
  readonly text: string;
}

export interface LoadOptions {
  readonly now: Date;
  readonly nameOf?: (file: string) => string;
  readonly also?: readonly NamedText[];
}

/**
 * Reads a fleet from files and folders (their *.yaml and *.yml, those of subfolders too, in the order of their names)
 * as design.md, Storage, has it. Clusters and grants of several files are added up; other keys may be set in one of them only. `now` tells
 * which grants have ended, `nameOf` how a file (its path) is named to people and in the fleet, and `also` are files that
 * somebody has read already (standard input). Never throws for what the files hold.
 */
export async function loadFleet(
  paths: readonly string[],
  { now, nameOf = (file) => file, also = [] }: LoadOptions,
): Promise<LoadedFleet> {
  const read = (await readFiles(paths)).map((one) => ({ ...one, file: nameOf(one.file) }));
  const texts = [...read.flatMap((one) => ('text' in one ? [one] : [])), ...also];
  const unread = read.flatMap((one) => ('text' in one ? [] : [one]));
  const parsed = parseFleet(texts, { now });
  if (unread.length === 0) return parsed;
  return { problems: inOrder([...unread, ...('problems' in parsed ? parsed.problems : [])]) };
}

/** As `loadFleet`, from texts. */
export function parseFleet(texts: readonly NamedText[], { now }: { readonly now: Date }): LoadedFleet {
  const parsed = texts.map(({ file, text }) => parseFile(file, text));
  const files = parsed.filter((one): one is ParsedFile => 'content' in one);
  const merged = mergeFiles(files);
  const problems = [
    ...parsed.flatMap((one) => ('problems' in one ? one.problems : [])),
    ...merged.problems,
    ...checkNames(merged),
  ];
  if (problems.length > 0) return { problems: inOrder(problems) };
  const fleet = buildFleet(merged);
  const between = checkFleet(fleet, merged, now);
  if (between.length > 0) return { problems: inOrder(between) };
  return { fleet, files: texts.map(({ file }) => file), settings: Object.keys(merged.settings) };
}
