import type { AwsAuthData, Problem, Reading } from '../reading.ts';

/** One document of a file, as kubectl would decode and the authenticator would read it. */
export interface Manifest {
  /** Counts from 1. */
  readonly document: number;
  readonly name?: string;
  readonly namespace?: string;
  /** Undefined when the document cannot be read. */
  readonly data?: AwsAuthData;
  readonly reading: Reading;
  /** Everything wrong with the document, at its place in the file, the reading's own problems among it. */
  readonly problems: readonly Problem[];
}

export const NOTHING: Reading = { roles: [], users: [], accounts: [], unreadable: [], problems: [] };
