import { distance } from '../../distance.ts';
import type { AwsAuthData, Position, Problem, Reading } from '../reading.ts';

/** One document of a file, as kubectl would decode and the authenticator would read it. */
export interface Manifest {
  /** Counts from 1. */
  readonly document: number;
  /** Where it begins in the file. */
  readonly at: Position;
  /** What it says that it is; absent where it cannot be read, or does not say. */
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  /** Undefined when the document cannot be read. */
  readonly data?: AwsAuthData;
  readonly reading: Reading;
  /** Everything wrong with the document, at its place in the file, the reading's own problems among it. */
  readonly problems: readonly Problem[];
}

const MAPS = ['mapRoles', 'mapUsers', 'mapAccounts'];
/** A slip in the word, and not another kind of object. */
const meantAsConfigMap = (kind: string): boolean => distance(kind.toLowerCase(), 'configmap', 3) < 3;

/**
 * True of an object that has nothing to do with aws-auth, as most that a chart renders: another kind, or a ConfigMap of
 * another name that holds none of the keys which the authenticator reads. What cannot be read is none.
 */
export function isOtherObject({ kind, name, data }: Manifest): boolean {
  if (kind === undefined) return false;
  if (kind !== 'ConfigMap') return !meantAsConfigMap(kind);
  return name !== undefined && name !== 'aws-auth' && !MAPS.some((key) => Object.hasOwn(data ?? {}, key));
}

export const NOTHING: Reading = { roles: [], users: [], accounts: [], unreadable: [], problems: [] };
