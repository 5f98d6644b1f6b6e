import type { Fleet } from '@roster/access';
import { Fault } from '@roster/workflow';
import type { Table } from '../tables/table.ts';
import { dropContent, partsOf, writeContent } from './content.ts';
import {
  claim,
  currentRevision,
  dropHeader,
  highestClaimed,
  markStored,
  moveCurrent,
  readHeader,
  withoutState,
  type RevisionHeader,
  type StoredHeader,
} from './headers.ts';

/** Who pushes, when, and against which revision. */
export interface Pushing {
  readonly who: string;
  readonly now: Date;
  /** The revision that must be the current one; 0: none yet. */
  readonly expect?: number;
  readonly note?: string;
  /** The ticket that the push belongs to. */
  readonly change?: string;
}

/**
 * Claims the next number, writes the content under it, and moves `CURRENT` last, if it is where it was at the start.
 * Whoever loses takes away what it wrote. A push that died leaves a claimed number behind, which nobody uses again.
 */
export async function pushRevision(table: Table, fleet: Fleet, pushing: Pushing): Promise<RevisionHeader> {
  assertUnique(fleet);
  const current = await currentRevision(table);
  if (pushing.expect !== undefined && pushing.expect !== (current ?? 0)) {
    throw await conflict(table, current ?? 0, pushing.expect);
  }
  const n = Math.max(current ?? 0, await highestClaimed(table)) + 1;
  const header = headerOf(fleet, pushing, n);
  if (!(await claim(table, header))) throw await beingPushed(table, n);
  await writeContent(table, n, fleet);
  await markStored(table, n);
  if (await moveCurrent(table, current, n)) return withoutState(header);
  await dropContent(table, n, fleet);
  await dropHeader(table, n);
  throw await conflict(table, (await currentRevision(table)) ?? 0, current ?? 0);
}

function headerOf(fleet: Fleet, { who, now, note = '', change }: Pushing, n: number): StoredHeader {
  const counts = { clusters: fleet.clusters.length, grants: fleet.grants.length };
  const about = { who, at: now.toISOString(), note, ...(change === undefined ? {} : { change }) };
  return { n, ...about, ...counts, state: 'writing', parts: partsOf(fleet) };
}

async function conflict(table: Table, current: number, expected: number): Promise<Fault> {
  const header = await readHeader(table, current);
  const by = header === undefined ? '' : ` (pushed by ${header.who} at ${header.at})`;
  return new Fault(
    'ConflictFault',
    `table ${table.name}: the current revision is ${current}${by}, and this push was made against ${expected}: ` +
      'look at the difference to the current one, and push again',
  );
}

async function beingPushed(table: Table, n: number): Promise<Fault> {
  const header = await readHeader(table, n);
  const by = header === undefined ? 'somebody else' : `${header.who} (since ${header.at})`;
  return new Fault(
    'ConflictFault',
    `table ${table.name}: ${by} is pushing revision ${n} against revision ${n - 1} right now: push again when it is stored`,
  );
}

/** Items are kept by these names: of two with one name the second would hide the first. */
function assertUnique({ clusters, grants }: Fleet): void {
  const names = [
    ...clusters.map(({ arn }) => `cluster ${arn}`),
    ...grants.map(({ name }) => `grant ${name}`),
  ];
  const seen = new Set<string>();
  const twice = names.find((name) => seen.size === seen.add(name).size);
  if (twice !== undefined) throw new Fault('BadInputFault', `the fleet has ${twice} twice`);
}
