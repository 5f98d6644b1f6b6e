import type { IdentityMapping, MappingList } from './mapping.ts';

/** A place in a text; lines and columns count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Problem extends Position {
  readonly severity: 'error' | 'warning';
  /** A stable name in kebab case, such as `duplicate-arn`. */
  readonly code: string;
  readonly message: string;
}

/** A problem in one value of the ConfigMap's `data`; its position counts within that value. */
export interface ValueProblem extends Problem {
  readonly key: string;
  /** The key of the principal whose row it is about, as far as that row can be distinguished from others. */
  readonly principal?: string;
}

/** A row as the authenticator has it in memory. */
export interface ReadRow extends IdentityMapping {
  readonly list: MappingList;
  /** What rows are matched by: the ARN, canonical and in lower case. */
  readonly principal: string;
  /** Where the row stands in the value of its list. */
  readonly position: Position;
}

/**
 * What the authenticator has in memory after reading a document by its own rules (facts.md): ARNs as written;
 * of duplicates the last, at its place. `unreadable` names the keys that hold a YAML error: the authenticator
 * then has none of that key's rows, and nobody may merge into the document.
 */
export interface Reading {
  readonly roles: readonly ReadRow[];
  readonly users: readonly ReadRow[];
  readonly accounts: readonly string[];
  readonly unreadable: readonly string[];
  readonly problems: readonly ValueProblem[];
}

/** The `data` of the ConfigMap, as the API server returns it. */
export type AwsAuthData = Readonly<Record<string, string>>;
