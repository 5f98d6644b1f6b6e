import { clusterArn } from '@roster/access';
import { readClustersFile, type FoundCluster } from '@roster/catalog';
import { lstat, open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { safe } from '../output/escape.ts';
import { UsageError } from '../usage-error.ts';
import type { Looked } from './look-around.ts';

export type Clusters = ReadonlyMap<string, FoundCluster>;

/** The clusters of the file by their ARNs; undefined where there is none. UsageError for one that is not discover's. */
export async function clustersBefore(file: string, name: string): Promise<Clusters | undefined> {
  const kind = await lstat(file).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (kind === undefined) return undefined;
  const target = await realpath(file);
  if (!(await lstat(target)).isFile()) throw new UsageError(`--out: ${safe(name)} is no file`);
  const read = readClustersFile(name, await readFile(target, 'utf8'));
  if (!('problems' in read)) return read;
  const [first] = read.problems;
  throw new UsageError(
    `--out: ${safe(name)}${first === undefined ? '' : `:${String(first.line)} ${safe(first.message)}`}`,
  );
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

export interface Merged {
  readonly clusters: readonly FoundCluster[];
  /** ARNs of those that stay as they were, for they were not looked at; and of those that EKS lists no more. */
  readonly kept: readonly string[];
  readonly gone: readonly string[];
}

/** What is found, and of what stood before all that was not looked at. */
export function mergeFound(
  found: readonly FoundCluster[],
  before: Clusters,
  { listed, unseen }: Pick<Looked, 'listed' | 'unseen'>,
): Merged {
  const now = new Map(found.map((cluster) => [clusterArn(cluster), cluster]));
  const wasSeen = ({ name, account, region }: FoundCluster): boolean =>
    listed.some((place) => place.account === account && place.region === region) &&
    !unseen.some((one) => one.account === account && one.region === region && one.cluster === name);
  const rest = [...before].filter(([arn]) => !now.has(arn));
  const kept = rest.filter(([, cluster]) => !wasSeen(cluster));
  return {
    clusters: [...now.values(), ...kept.map(([, cluster]) => cluster)],
    kept: kept.map(([arn]) => arn),
    gone: rest.filter(([, cluster]) => wasSeen(cluster)).map(([arn]) => arn),
  };
}

/** Puts the text in the place of the file in one step: a reader, or a crash, finds the old one or the new one. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const next = `${target}.${String(process.pid)}.new`;
  try {
    const handle = await open(next, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(next, target);
  } finally {
    await rm(next, { force: true });
  }
}
