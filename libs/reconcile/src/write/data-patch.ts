import type { AwsAuthData } from '@roster/access';
import type { DataPatch } from '../ports/index.ts';

/** The merge patch from one state of the data to another: only the keys that differ (design.md, rule 3). */
export function dataPatch(from: AwsAuthData, to: AwsAuthData): DataPatch {
  const set = Object.entries(to).filter(([key, text]) => from[key] !== text);
  const gone = Object.keys(from).filter((key) => !(key in to));
  return Object.fromEntries<string | null>([...set, ...gone.map((key) => [key, null] as const)]);
}
