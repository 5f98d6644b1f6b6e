import {
  draftWrite,
  foreignFindings,
  planChanges,
  withinLimits,
  writes,
  type AwsAuthData,
  type ChangeSet,
} from '@roster/access';
import type { Admitted, RowCounts } from '@roster/workflow';
import type { ClusterTask, Finding } from '../ports/index.ts';
import { toldAgain } from './told-again.ts';
import { ownIdentities } from './own-identities.ts';
import { ownedRows } from './owned-rows.ts';
import type { Known } from './recall.ts';
import { keyOf, type Seen } from './seen.ts';
import type { Visit, WriteVisit } from './visit.ts';

/** What Apply makes of what it saw: one value for preview, apply, verify and report (design.md, rule 1). */
export interface Decision {
  readonly finding: Finding;
  readonly ownedBefore: readonly string[];
  /** ARNs of our own identities on the cluster. */
  readonly own: readonly string[];
  /** The data to write; only there when no guardrail refuses. */
  readonly data?: AwsAuthData;
}

interface Input {
  readonly known: Known;
  readonly seen: Seen;
  readonly identity: Admitted['identity'];
}

/** Merges, drafts the write, and judges it. Reads the journal only where the status has not heard of a write. */
export async function decide(visit: WriteVisit, { known, seen, identity }: Input): Promise<Decision> {
  const { task, deps } = visit;
  const limited = withinLimits({ ...task, account: task.cluster.account }, deps.limits);
  const owned = await ownedRows(visit, known, { data: seen.live?.data, reading: seen.reading });
  const changeSet = mergeOf(visit, { seen, owned, limited });
  const own = ownIdentities(task, identity, seen);
  const { data, refusals, overridden } = draftWrite(seen.live?.data ?? {}, {
    changeSet,
    before: seen.reading,
    own,
    ...limited,
    overrides: task.overrides,
  });
  const { newForeign, newMasters } = foreignFindings(changeSet, known.status.foreign);
  const shadowed = task.desired.filter(({ arn }) => seen.entries.has(keyOf(arn))).map(({ arn }) => arn);
  const finding = toldAgain({ changeSet, newForeign, newMasters, refusals, overridden, shadowed }, known);
  const arns = own.map(({ arn }) => arn);
  return { finding, ownedBefore: owned, own: arns, ...(data === undefined ? {} : { data }) };
}

interface Merged {
  readonly seen: Seen;
  readonly owned: readonly string[];
  readonly limited: ReturnType<typeof withinLimits>;
}

function mergeOf({ task }: Visit, { seen: { reading }, owned, limited }: Merged): ChangeSet {
  // Of a document that cannot be read nobody can tell what differs; the guardrail `unparseable` refuses it.
  if (reading.unreadable.length > 0) return { changes: [], foreign: [], owned, entries: [] };
  return planChanges({
    desired: task.desired,
    live: reading,
    owned,
    mode: task.ownership,
    protectedPrincipals: limited.protectedPrincipals,
  });
}

/** True when the finding has something to tell: something differs, is refused, is new, or is shadowed. */
export function tells({ changeSet, refusals, newForeign, shadowed }: Finding): boolean {
  return [changeSet.changes, refusals, newForeign, shadowed].some((list) => list.length > 0);
}

/** The counts that go with the cluster's line: JSON of `RowCounts`. */
export function factsOf({ ended = [] }: ClusterTask, finding: Finding): string {
  const { changeSet, newForeign, newMasters } = finding;
  const count = (op: string) => changeSet.changes.filter((change) => change.op === op).length;
  const past = new Set(ended.map(keyOf));
  const removed = changeSet.changes.flatMap(({ op, principal }) => (op === 'remove' ? [principal] : []));
  const live = [...removed, ...changeSet.foreign.map(({ arn }) => keyOf(arn))];
  const facts: RowCounts = {
    add: count('add'),
    adopt: count('adopt'),
    replace: count('replace'),
    remove: count('remove'),
    foreign: changeSet.foreign.length,
    newForeign: newForeign.length,
    newMasters: newMasters.length,
    pastUntil: live.filter((principal) => past.has(principal)).length,
  };
  return JSON.stringify(facts);
}

/** Whether the cluster shows all that the finding asks for. */
export const nothingToWrite = ({ changeSet }: Finding): boolean => writes(changeSet).length === 0;
