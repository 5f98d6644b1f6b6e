import { parsePrincipal, principalKey } from '../arn/index.ts';
import { sameAccess, type IdentityMapping } from '../aws-auth/mapping.ts';
import type { Reading, ReadRow } from '../aws-auth/reading.ts';
import { deniedBy } from '../fleet/denied.ts';
import type { OwnershipMode } from '../fleet/fleet.ts';
import type { Change, ChangeSet, DesiredMapping, OwnedAccess } from './change-set.ts';
import { decidingRows, mappingOf, rowsByPrincipal } from './live-rows.ts';
import { protectedKeys } from './protected-keys.ts';
import { reduceNodeRow } from './reduce-node-row.ts';

export interface PlanInput {
  readonly desired: readonly DesiredMapping[];
  readonly live: Reading;
  /** What Roster answers for so far. */
  readonly owned: readonly OwnedAccess[];
  readonly mode: OwnershipMode;
  /** The cluster's own account: only its roles can be nodes. */
  readonly account: string;
  /** ARNs that no run may remove. */
  readonly protectedPrincipals: readonly string[];
  /** ARNs of principals that are removed wherever they are, in `merge` too. */
  readonly denied: readonly string[];
}

/**
 * The three-way merge (design.md, Rules of a write 2). Desired rows come first, in their order, then removals in the
 * order of the document. What it plans for a document with an unreadable key must not be used: the guardrail
 * `unparseable` refuses it.
 */
export function planChanges(input: PlanInput): ChangeSet {
  const { desired, live, mode } = input;
  const rows = rowsByPrincipal(live);
  const owned = new Map(input.owned.map(({ principal, grants }) => [principal, grants]));
  const kept = protectedKeys(input.protectedPrincipals);
  const isDenied = deniedBy(input.denied);
  const asked = desired.filter(({ arn }) => !isDenied(arn));
  const wanted = new Map(asked.map((mapping) => [principalKey(mapping.arn), mapping]));
  const changes: Change[] = [...wanted].flatMap(([principal, want]) =>
    changesFor(want, { principal, rows: rows.get(principal) ?? [], owned: owned.has(principal) }),
  );
  const foreign: IdentityMapping[] = [];
  const reduced: OwnedAccess[] = [];
  for (const [principal, its] of rows) {
    const row = decidingRows(its).at(-1);
    if (row === undefined || wanted.has(principal)) continue;
    const grants = owned.get(principal);
    const before = mappingOf(row);
    if (isDenied(principal)) {
      const because = { cause: 'denied', grants: grants ?? [] } as const;
      changes.push({ op: 'remove', principal, list: row.list, before, ...because });
      continue;
    }
    if (grants === undefined && (mode === 'merge' || kept.has(principal))) {
      // Of several rows that decide, chance chooses: each of them counts.
      foreign.push(...decidingRows(its).map(mappingOf));
      continue;
    }
    const nodes = reduceNodeRow(principal, its, input.account);
    changes.push(...(nodes?.changes ?? []));
    if (nodes !== undefined && grants === undefined) foreign.push(...nodes.after);
    else if (grants !== undefined && nodes?.changes.length === 1) reduced.push({ principal, grants });
    else changes.push({ op: 'remove', principal, list: row.list, before, ...causeOf(grants) });
  }
  const ours = [...wanted].map(([principal, { grants }]) => ({ principal, grants }));
  return { changes, foreign, owned: [...ours, ...reduced], entries: [] };
}

/** Why a row goes: it was granted, by these grants, or it is foreign. */
function causeOf(grants: readonly string[] | undefined) {
  return grants === undefined
    ? ({ cause: 'exclusive', grants: [] } as const)
    : ({ cause: 'withdrawn', grants } as const);
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
