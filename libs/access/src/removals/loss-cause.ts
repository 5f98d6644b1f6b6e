import type { Cluster, Grant, Source } from '../fleet/fleet.ts';
import { principalOn, standingOf } from '../fleet/resolve-grants.ts';
import { matches, whyNot } from '../fleet/selector.ts';

/** Why a principal loses what a grant gave it on a cluster. */
export type LossCause =
  | 'clusterLeft'
  /** The fleet denies the principal: whoever wrote that has decided, and it counts for nothing. */
  | 'denied'
  | 'fileMissing'
  | 'grantGone'
  | 'untilPassed'
  | 'labelChanged'
  | 'selectorChanged'
  | 'principalGone'
  /** The grant still names the principal there, and gives it other groups or another username. */
  | 'accessChanged';

export interface Why {
  readonly cause: LossCause;
  /** More of it, for people. Empty where the cause says all. */
  readonly detail: string;
}

/** What a grant gave a principal (its canonical ARN) on a cluster, both as the fleet had them before. */
export interface Lost {
  readonly grant: Grant;
  readonly cluster: Cluster;
  readonly principal: string;
}

/** The next state of a fleet, prepared for many questions. */
export interface Next {
  readonly now: Date;
  /** By ARN, and by name. */
  readonly clusters: ReadonlyMap<string, Cluster>;
  readonly grants: ReadonlyMap<string, Grant>;
  readonly isDenied: (principal: string) => boolean;
  /** Files of the fleet before that this state was not read from. */
  readonly missing: ReadonlySet<string>;
}

/** Why the next state of a fleet does not give what a grant gave before: the first reason that holds. */
export function causeOf({ grant, cluster, principal }: Lost, next: Next): Why {
  if (next.isDenied(principal)) return because('denied');
  const there = next.clusters.get(cluster.arn);
  if (there === undefined) return because('clusterLeft');
  const now = next.grants.get(grant.name);
  if (now === undefined) return gone(grant.source, next.missing);
  if (standingOf(now, next.now) === 'ended') return because('untilPassed', `until ${now.until ?? ''}`);
  if (!matches(now.clusters, there)) {
    const [detail = ''] = whyNot(now.clusters, there);
    return because(matches(grant.clusters, there) ? 'selectorChanged' : 'labelChanged', detail);
  }
  const named = now.principals.some((reference) => principalOn(reference, there)?.arn === principal);
  return because(named ? 'accessChanged' : 'principalGone');
}

const because = (cause: LossCause, detail = ''): Why => ({ cause, detail });

function gone(source: Source | undefined, missing: ReadonlySet<string>): Why {
  if (source === undefined) return because('grantGone');
  const { file, line } = source;
  return missing.has(file)
    ? because('fileMissing', `it was in ${file}`)
    : because('grantGone', `it was in ${file}:${line}`);
}

/**
 * Which of the files before were not read for the next state; none where that was read from no files. Two working
 * copies have different paths: where no path is the same on both sides, files are compared by their names.
 */
export function missingFiles(
  before: readonly string[],
  files: readonly string[] | undefined,
): ReadonlySet<string> {
  if (files === undefined) return new Set();
  const given = new Set(files);
  if (before.some((file) => given.has(file))) return new Set(before.filter((file) => !given.has(file)));
  const names = new Set(files.map(nameOf));
  return new Set(before.filter((file) => !names.has(nameOf(file))));
}

const nameOf = (file: string): string => file.split(/[/\\]/).at(-1) ?? file;
