import { parsePrincipal, principalKey } from '../arn/index.ts';
import { sameAccess, type IdentityMapping } from '../aws-auth/mapping.ts';
import type { Reading, ReadRow } from '../aws-auth/reading.ts';
import type { OwnershipMode } from '../fleet/fleet.ts';
import type { Change, ChangeSet, DesiredMapping } from './change-set.ts';
import { decidingRows, isNodeRow, mappingOf, rowsByPrincipal } from './live-rows.ts';
import { protectedKeys } from './protected-keys.ts';

export interface PlanInput {
  readonly desired: readonly DesiredMapping[];
  readonly live: Reading;
  /** The principals (keys) that Roster answers for so far. */
  readonly owned: readonly string[];
  readonly mode: OwnershipMode;
  /** ARNs that no run may remove. */
  readonly protectedPrincipals: readonly string[];
}

/**
 * The three-way merge (design.md, Rules of a write 2). Desired rows come first, in their order, then removals in the
 * order of the document. What it plans for a document with an unreadable key must not be used: the guardrail
 * `unparseable` refuses it.
 */
export function planChanges(input: PlanInput): ChangeSet {
  const { desired, live, mode } = input;
  const rows = rowsByPrincipal(live);
  const owned = new Set(input.owned);
  const kept = protectedKeys(input.protectedPrincipals);
  const wanted = new Map(desired.map((mapping) => [principalKey(mapping.arn), mapping]));
  const changes: Change[] = [...wanted].flatMap(([principal, want]) =>
    changesFor(want, { principal, rows: rows.get(principal) ?? [], owned: owned.has(principal) }),
  );
  const foreign: IdentityMapping[] = [];
  for (const [principal, its] of rows) {
    const row = decidingRows(its).at(-1);
    if (row === undefined || wanted.has(principal)) continue;
    const stays = mode === 'merge' || kept.has(principal) || its.some(isNodeRow);
    if (stays && !owned.has(principal)) foreign.push(mappingOf(row));
    else changes.push({ op: 'remove', principal, list: row.list, before: mappingOf(row) });
  }
  return { changes, foreign, owned: [...wanted.keys()], entries: [] };
}

interface Found {
  readonly principal: string;
  readonly rows: readonly ReadRow[];
  readonly owned: boolean;
}

function changesFor(want: DesiredMapping, { principal, rows, owned }: Found): readonly Change[] {
  const deciding = decidingRows(rows);
  const row = deciding.find((one) => !sameAccess(one, want)) ?? deciding.at(-1);
  if (row === undefined) {
    const list = parsePrincipal(want.arn)?.kind === 'role' ? 'mapRoles' : 'mapUsers';
    return [{ op: 'add', principal, list, after: mappingOf(want) }];
  }
  const { list } = row;
  // The row stays where it is, and so does its ARN as it is written there.
  const after = { ...mappingOf(want), arn: row.arn };
  if (!sameAccess(row, want)) return [{ op: 'replace', principal, list, before: mappingOf(row), after }];
  return owned ? [] : [{ op: 'adopt', principal, list, after: mappingOf(row) }];
}
