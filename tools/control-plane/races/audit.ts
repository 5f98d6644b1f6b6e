import { readAwsAuth, type AwsAuthData } from '@roster/access';

/** One state of aws-auth as the API server kept it, in the order of its resourceVersions. */
export interface Version {
  readonly version: string;
  readonly data: AwsAuthData;
}

/** A write that the API server acknowledged to a foreign writer. */
export interface Acknowledged {
  readonly writer: string;
  readonly op: 'add' | 'remove';
  readonly arn: string;
  readonly version: string;
}

export interface Race {
  /** The first is what stood before the race. */
  readonly history: readonly Version[];
  readonly acknowledged: readonly Acknowledged[];
  /** Whether a row is one that only Roster writes. */
  readonly isRosters: (arn: string) => boolean;
}

export interface Audit {
  /** Writes that landed, by who made them; what no foreign writer has acknowledged is Roster's. */
  readonly writes: Readonly<Record<string, number>>;
  /** The versions that Roster wrote. */
  readonly rosters: readonly Version[];
  /** Every update that another's write undid or hid, and every acknowledged one that never was: in words. */
  readonly lost: readonly string[];
}

/**
 * Goes through every version that the API server kept: each must differ from the one before by what its own writer
 * meant to change and by nothing else. A lost update is a row of somebody else that such a step takes away, brings
 * back or changes; or a step that was acknowledged and is not in the history.
 */
export function audit({ history, acknowledged, isRosters }: Race): Audit {
  const meant = new Map(acknowledged.map((write) => [write.version, write]));
  const lost: string[] = [];
  const writes: Record<string, number> = {};
  const rosters: Version[] = [];
  for (const [before, after] of steps(history)) {
    const write = meant.get(after.version);
    meant.delete(after.version);
    if (write === undefined) rosters.push(after);
    const who = write?.writer ?? 'roster';
    writes[who] = (writes[who] ?? 0) + 1;
    const changes = differences(rowsOf(before), rowsOf(after));
    const expected = write === undefined ? isRosters : isMeant(write);
    const others = changes.filter((change) => !expected(change.arn, change.op));
    lost.push(...others.map(({ arn, op }) => `${who}'s write ${after.version} did: ${op} ${arn}`));
    if (write !== undefined && changes.length === others.length) {
      lost.push(`${who}'s write ${after.version} did not ${write.op} ${write.arn}`);
    }
  }
  const unseen = [...meant.values()].map(
    ({ writer, version }) => `${writer}'s write ${version} was acknowledged and never stood`,
  );
  return { writes, rosters, lost: [...lost, ...unseen] };
}

const steps = (history: readonly Version[]) =>
  history.flatMap((before, index) => {
    const after = history[index + 1];
    return after === undefined ? [] : [[before, after] as const];
  });

const isMeant = (write: Acknowledged) => (arn: string, op: Op) => arn === write.arn && op === write.op;

type Op = 'add' | 'remove' | 'change';

/** Rows by ARN; the lists are in the text, so that a row which moves to the other one has changed. */
function rowsOf({ data }: Version): ReadonlyMap<string, string> {
  const { roles, users, unreadable } = readAwsAuth(data);
  if (unreadable.length > 0) return new Map([['(the document)', 'unreadable']]);
  const row = (list: string) => (one: (typeof roles)[number]) =>
    [one.arn, JSON.stringify([list, one.username, one.groups])] as const;
  return new Map([...roles.map(row('roles')), ...users.map(row('users'))]);
}

interface Difference {
  readonly op: Op;
  readonly arn: string;
}

function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly Difference[] {
  const gone = [...before.keys()].filter((arn) => !after.has(arn));
  const set = [...after].filter(([arn, row]) => before.get(arn) !== row);
  return [
    ...gone.map((arn) => ({ op: 'remove', arn }) as const),
    ...set.map(([arn]) => ({ op: before.has(arn) ? 'change' : 'add', arn }) as const),
  ];
}
