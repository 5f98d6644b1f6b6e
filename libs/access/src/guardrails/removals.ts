import { principalKey } from '../arn/index.ts';
import type { Change, ChangeSet, OwnedAccess } from '../merge/change-set.ts';
import type { Guardrail } from './guardrail.ts';

/** What has been decided about removals that no push decides (design.md, "Removals"). */
export interface RemovalRules {
  /** Somebody has decided before that foreign access goes from this cluster. */
  readonly exclusiveDecided: boolean;
  /** The run has files and prunes: what they withdraw was not decided by a push. */
  readonly prune: boolean;
  /** ARNs of principals whose grants are past their `until`: that was decided. */
  readonly ended: readonly string[];
  /** How many removals of this cluster were foreseen when somebody decided the run's. Absent: nobody has. */
  readonly expected?: number;
}

/** A cluster's change set, and what there is on the cluster. */
export interface Removing {
  readonly changeSet: ChangeSet;
  /** What Roster answered for before. */
  readonly owned: readonly OwnedAccess[];
  /** How many principals have access. */
  readonly access: number;
  readonly rules: RemovalRules;
}

/** Removals that somebody has to decide, and why; no changes where nobody has to. */
export interface Undecided {
  readonly changes: readonly Change[];
  readonly why: string;
}

/** So many removals need no decision, or this share of the access of a cluster. */
const FEW = 5;
const PERCENT = 20;

/**
 * The changes of a cluster that take access away, that no push decided, and that are more than may go by themselves:
 * more than max(5, 20 %) of its access, all that leave it without owned access, and every one of foreign access until
 * somebody has decided once that it goes here. Denied principals are decided.
 */
export function undecidedRemovals({ changeSet, owned, access, rules }: Removing): Undecided {
  const before = new Set(owned.map(({ principal }) => principal));
  const asked = new Set(changeSet.owned.map(({ principal }) => principal));
  const ended = new Set(rules.ended.map(principalKey));
  const first: Change[] = [];
  const rest: Change[] = [];
  for (const change of changeSet.changes) {
    const foreign = !before.has(change.principal) && !asked.has(change.principal);
    const takes =
      change.op === 'remove'
        ? change.cause === 'exclusive' ||
          (change.cause === 'withdrawn' && rules.prune && !ended.has(change.principal))
        : change.op === 'replace' && !before.has(change.principal) && losesGroups(change);
    if (takes) (foreign && !rules.exclusiveDecided ? first : rest).push(change);
  }
  const limit = Math.max(FEW, Math.floor((access * PERCENT) / 100));
  const bare = rest.length > 0 && changeSet.owned.length === 0;
  const over = rest.length > limit;
  const why = [
    ...(first.length > 0 ? [`${amount(first)} of foreign access, the first on this cluster`] : []),
    ...(over ? [`${amount(rest)} out of ${access} accesses, more than ${limit}`] : []),
    ...(bare && !over ? [`${amount(rest)}, which would leave the cluster without granted access`] : []),
  ];
  return { changes: over || bare ? [...first, ...rest] : first, why: why.join('; ') };
}

const amount = ({ length }: readonly Change[]): string => (length === 1 ? '1 removal' : `${length} removals`);

function losesGroups({ before, after }: Extract<Change, { readonly op: 'replace' }>): boolean {
  return before.groups.some((group) => !after.groups.includes(group));
}

/** Removals that no push decided wait for somebody's decision, `apply --expect-removals`, where they are many or the first. */
export const removals: Guardrail = {
  name: 'removals',
  overridable: false,
  objections: ({ changeSet, owned, was, putBack, removals: rules }) => {
    if (putBack === true) return [];
    const { changes, why } = undecidedRemovals({ changeSet, owned, access: was.size, rules });
    const { expected } = rules;
    if (expected !== undefined && changes.length <= expected) return [];
    const foreseen = expected === undefined ? '' : `; ${expected} were foreseen`;
    return changes.map(({ principal }) => ({ principal, message: `nobody has decided ${why}${foreseen}` }));
  },
};
