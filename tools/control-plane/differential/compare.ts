import { readAwsAuth, readManifests, type Manifest, type Reading, type ReadRow } from '@roster/access';
import type { Asked, OracleAnswer, OracleReading, OracleRow } from './oracle.ts';

/** How our reading of a document stands to the authenticator's. */
export type Verdict =
  | { readonly kind: 'same' }
  /** We refuse what the authenticator reads: nobody is misled, but nobody is helped. */
  | { readonly kind: 'refused'; readonly ours: unknown; readonly theirs: unknown }
  | { readonly kind: 'differs'; readonly ours: unknown; readonly theirs: unknown };

interface Comparable {
  readonly roles: readonly OracleRow[];
  readonly users: readonly OracleRow[];
  readonly accounts: readonly string[];
  readonly broken: readonly string[];
}

type Outcome = Comparable | 'refused';

/** Reads a question ourselves and compares row by row: ARN, username, groups in their order, list, and accounts. */
export function compare(asked: Asked, answer: OracleAnswer): Verdict {
  const ours =
    'data' in asked ? [ofOurs(readAwsAuth(asked.data))] : readManifests(asked.file).flatMap(ofManifest);
  const theirs = ofAnswer(answer);
  if (JSON.stringify(ours) === JSON.stringify(theirs)) return { kind: 'same' };
  return { kind: isRefusal(ours, theirs) ? 'refused' : 'differs', ours, theirs };
}

/** Where the real thing crashes there is no reading: we must have refused every list. */
function ofAnswer({ reading, documents, panic }: OracleAnswer): readonly Outcome[] | 'panic' {
  if (panic !== undefined) return 'panic';
  if (reading !== undefined) return [ofTheirs(reading)];
  return (documents ?? []).map((document) =>
    document.reading === undefined ? 'refused' : ofTheirs(document.reading),
  );
}

function ofTheirs({ roles, users, accounts, broken }: OracleReading): Comparable {
  return { roles, users, accounts, broken };
}

function ofOurs({ roles, users, accounts, unreadable }: Reading): Comparable {
  return { roles: roles.map(rowOf), users: users.map(rowOf), accounts, broken: unreadable };
}

function rowOf({ arn, username, groups }: ReadRow): OracleRow {
  return { arn, username, groups };
}

/** A file without a document is told as one that is empty; kubectl has none. */
function ofManifest({ data, reading, problems }: Manifest): readonly Outcome[] {
  if (problems.some(({ code }) => code === 'empty')) return [];
  return [data === undefined ? 'refused' : ofOurs(reading)];
}

/** True where ours is theirs but for documents and lists that we do not read. */
function isRefusal(ours: readonly Outcome[], theirs: readonly Outcome[] | 'panic'): boolean {
  if (theirs === 'panic' || ours.length !== theirs.length) return false;
  return ours.every((one, index) => {
    const other = theirs[index];
    if (one === 'refused' || other === 'refused' || other === undefined) return one === 'refused';
    return isRefusedPart(one, other);
  });
}

function isRefusedPart(one: Comparable, other: Comparable): boolean {
  const keys = ['mapRoles', 'mapUsers', 'mapAccounts'] as const;
  const parts = { mapRoles: 'roles', mapUsers: 'users', mapAccounts: 'accounts' } as const;
  return keys.every((key) => {
    if (one.broken.includes(key)) return one[parts[key]].length === 0;
    return (
      !other.broken.includes(key) && JSON.stringify(one[parts[key]]) === JSON.stringify(other[parts[key]])
    );
  });
}
