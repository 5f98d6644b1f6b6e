import {
  canonicalPrincipal,
  draftWrite,
  foreignFindings,
  matchIdentity,
  planChanges,
  principalKey,
  writes,
  type ChangeSet,
  type Draft,
  type ForeignFindings,
  type OwnIdentity,
} from '@roster/access';
import type { RowCounts } from '@roster/workflow';
import type { Finding } from '../ports/index.ts';
import { ownedRows } from './owned-rows.ts';
import type { Seen, Visit } from './observe.ts';

/** What Apply makes of what it saw: one value for preview, apply, verify and report (design.md, rule 1). */
export interface Decision {
  readonly changeSet: ChangeSet;
  readonly draft: Draft;
  readonly foreign: ForeignFindings;
  /** Granted principals that have an access entry, which overrides their row. */
  readonly shadowed: readonly string[];
}

/** Merges, drafts the write, and judges it. Reads the journal only where the status lost who owns what. */
export async function decide(visit: Visit, seen: Seen): Promise<Decision> {
  const { task, status } = visit;
  const protectedPrincipals = task.protected;
  const owned = await ownedRows(visit);
  const changeSet = planChanges({
    desired: task.desired,
    live: seen.reading,
    owned,
    mode: task.ownership,
    protectedPrincipals,
  });
  const draft = draftWrite(seen.live?.data ?? {}, {
    changeSet,
    before: seen.reading,
    own: ownIdentities(visit, seen),
    protectedPrincipals,
    overrides: task.overrides,
  });
  const entries = new Set(seen.entries.map(keyOf));
  const shadowed = task.desired.filter(({ arn }) => entries.has(keyOf(arn))).map(({ arn }) => arn);
  return { changeSet, draft, foreign: foreignFindings(changeSet, status.foreign), shadowed };
}

const keyOf = (arn: string): string => principalKey(canonicalPrincipal(arn) ?? arn);

/**
 * Our identities on the cluster: its two roles, else the caller. One came in by a row when a row maps it and no
 * access entry overrides that; the creator of a cluster, for one, comes in without.
 */
function ownIdentities({ task, admitted }: Visit, { reading, entries }: Seen): readonly OwnIdentity[] {
  const { read, write } = task.cluster.roles;
  const arns = [read ?? admitted.identity.arn, write ?? admitted.identity.arn].filter((arn) => arn !== '');
  const overridden = new Set(entries.map(keyOf));
  return [...new Set(arns)].map((arn) => {
    const matched = matchIdentity(reading, canonicalPrincipal(arn) ?? arn);
    const row = matched !== undefined && matched.by !== 'account' && !overridden.has(keyOf(arn));
    return { arn, cameBy: row ? 'row' : 'other' };
  });
}

/** What is worth keeping of a decision; undefined when nothing differs and nothing is new. */
export function findingOf({ changeSet, draft, foreign, shadowed }: Decision): Finding | undefined {
  const { refusals, overridden } = draft;
  const { newForeign, newMasters } = foreign;
  const told = [changeSet.changes, refusals, newForeign, shadowed].some((list) => list.length > 0);
  return told ? { changeSet, newForeign, newMasters, refusals, overridden, shadowed } : undefined;
}

/** The counts that go with the cluster's line. */
export function factsOf({ changeSet, foreign }: Decision): string {
  const count = (op: string) => changeSet.changes.filter((change) => change.op === op).length;
  const facts: RowCounts = {
    add: count('add'),
    adopt: count('adopt'),
    replace: count('replace'),
    remove: count('remove'),
    foreign: changeSet.foreign.length,
    newForeign: foreign.newForeign.length,
    newMasters: foreign.newMasters.length,
  };
  return JSON.stringify(facts);
}

/** Whether the cluster shows all that the decision asks for. */
export const nothingToWrite = ({ changeSet }: Decision): boolean => writes(changeSet).length === 0;
