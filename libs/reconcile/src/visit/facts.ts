import { writes, type Change } from '@roster/access';
import type { RowCounts } from '@roster/workflow';
import type { ClusterTask, Finding } from '../ports/index.ts';
import { keyOf } from './seen.ts';

/** True when the finding has something to report: something differs, is refused, new, privileged, shadowed, or kept. */
export function hasNews(finding: Finding): boolean {
  const { changeSet, withheld, refusals, newForeign, privileged, shadowed } = finding;
  const { changes, kept = [] } = changeSet;
  const lists = [changes, kept, withheld, refusals, newForeign, privileged, shadowed];
  return lists.some((list) => list.length > 0);
}

/** Whether the cluster shows all of the finding that may be written. */
export const nothingToWrite = ({ changeSet }: Finding): boolean => writes(changeSet).length === 0;

/** Whether the cluster differs from what is asked for once all is written that may be. */
export const staysDifferent = ({ withheld }: Finding): boolean => withheld.some(isWrite);

const isWrite = ({ op }: Change): boolean => op !== 'adopt';

/**
 * How many changes are withheld while all others may be written; null for none, and where everything is refused (by
 * what names no principal).
 */
export function withheldIn({ withheld, refusals }: Finding): number | null {
  const whole = refusals.some(({ principal }) => principal === undefined);
  return whole ? null : withheld.filter(isWrite).length || null;
}

/** The counts that go with the cluster's line: JSON of `RowCounts`. */
export function factsOf({ ended = [] }: ClusterTask, finding: Finding): string {
  const { changeSet, withheld, newForeign, privileged, newPrivileged } = finding;
  const changes = [...changeSet.changes, ...withheld];
  const count = (op: string) => changes.filter((change) => change.op === op).length;
  const past = new Set(ended.map(keyOf));
  const removed = changes.flatMap(({ op, principal }) => (op === 'remove' ? [principal] : []));
  const live = new Set([...removed, ...changeSet.foreign.map(({ arn }) => keyOf(arn))]);
  const facts: RowCounts = {
    add: count('add'),
    adopt: count('adopt'),
    replace: count('replace'),
    remove: count('remove'),
    withheld: withheld.filter(isWrite).length,
    undecided: undecidedIn(finding),
    foreign: changeSet.foreign.length,
    kept: changeSet.kept?.length ?? 0,
    newForeign: newForeign.length,
    newPrivileged: newPrivileged.length,
    privileged: privileged.length,
    pastUntil: [...live].filter((principal) => past.has(principal)).length,
  };
  return JSON.stringify(facts);
}

/** How many changes wait for somebody's decision. */
function undecidedIn({ withheld, refusals }: Finding): number {
  const undecided = new Set(
    refusals.flatMap(({ rule, principal }) => (rule === 'removals' ? [principal] : [])),
  );
  return withheld.filter(({ principal }) => undecided.has(principal)).length;
}
