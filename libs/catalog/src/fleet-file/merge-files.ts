import type { Source } from '@roster/access';
import type { ParsedFile } from './parse-file.ts';
import type { FleetProblem } from './problem.ts';
import type { ClusterEntry } from './schema/cluster.ts';
import type { FleetFile } from './schema/fleet-file.ts';
import type { GrantEntry } from './schema/grant.ts';

export interface Placed<T> {
  readonly entry: T;
  readonly source: Source;
}

/** What several files say together: lists one behind the other, settings from the one file that has them. */
export interface Merged {
  readonly clusters: readonly Placed<ClusterEntry>[];
  readonly grants: readonly Placed<GrantEntry>[];
  readonly denied: readonly Placed<string>[];
  readonly settings: Omit<FleetFile, 'apiVersion' | 'clusters' | 'grants'>;
}

const SETTINGS = [
  'defaults',
  'rollout',
  'protected',
  'trustedAccounts',
  'privilegedGroups',
  'denied',
  'ownership',
] as const;

export function mergeFiles(
  files: readonly ParsedFile[],
): Merged & { readonly problems: readonly FleetProblem[] } {
  const settings = SETTINGS.map((name) => ({
    name,
    files: files.filter(({ content }) => content[name] !== undefined),
  }));
  return {
    clusters: files.flatMap((file) => placed(file, 'clusters', file.content.clusters ?? [])),
    grants: files.flatMap((file) => placed(file, 'grants', file.content.grants ?? [])),
    denied: files.flatMap((file) => placed(file, 'denied', file.content.denied ?? [])),
    settings: Object.fromEntries(
      settings.flatMap(({ name, files: [file] }) => (file === undefined ? [] : [[name, file.content[name]]])),
    ),
    problems: settings.flatMap(({ name, files: [first, ...more] }) => setTwice(name, first, more)),
  };
}

function placed<T>(file: ParsedFile, list: string, entries: readonly T[]): Placed<T>[] {
  return entries.map((entry, index) => ({ entry, source: file.place([list, index]) }));
}

function setTwice(
  name: string,
  first: ParsedFile | undefined,
  more: readonly ParsedFile[],
): readonly FleetProblem[] {
  if (first === undefined) return [];
  const { file, line } = first.place([name]);
  const message = `${name} is set in ${file}:${line} already: keep it in one place`;
  return more.map((again) => ({ ...again.place([name]), message }));
}
