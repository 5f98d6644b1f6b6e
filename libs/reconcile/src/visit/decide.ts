import {
  foreignFindings,
  foreignPrivilege,
  keepUnmentioned,
  planChanges,
  withinLimits,
  type AwsAuthData,
  type ChangeSet,
  type ForeignPrivilege,
  type IdentityMapping,
  type OwnedAccess,
  type OwnIdentity,
} from '@roster/access';
import type { Admitted } from '@roster/workflow';
import type { ClusterTask, Finding } from '../ports/index.ts';
import { deniedBesideRows } from './denied-beside-rows.ts';
import { draftPart } from './draft-part.ts';
import { holds } from './hold.ts';
import { ownIdentities } from './own-identities.ts';
import { ownedRows } from './owned-rows.ts';
import type { Known } from './recall.ts';
import { keyOf, type Seen } from './seen.ts';
import { removalRules } from './removal-rules.ts';
import { toldAgain } from './told-again.ts';
import type { Visit, WriteVisit } from './visit.ts';

/** What Apply makes of what it saw: one value for preview, apply, verify and report (design.md, rule 1). */
export interface Decision {
  readonly finding: Finding;
  readonly ownedBefore: readonly OwnedAccess[];
  /** ARNs of our own identities on the cluster. */
  readonly own: readonly string[];
  /** Foreign rows as they stand before a write, those too that the change set takes away. */
  readonly foreignNow: readonly IdentityMapping[];
  /** Foreign privileged rows as they stand before a write, those too that the change set takes away. */
  readonly privilegedNow: readonly ForeignPrivilege[];
  /** The data to write: the live data where there is nothing to write. */
  readonly data: AwsAuthData;
  /** The hold was left by a rollback, and the revision no longer asks for what was undone. */
  readonly holdEnds: boolean;
}

interface Input {
  readonly known: Known;
  readonly seen: Seen;
  readonly identity: Admitted['identity'];
}

/** Merges, drafts the write, and judges it. Reads the journal only where the status has not heard of a write. */
export async function decide(visit: WriteVisit, { known, seen, identity }: Input): Promise<Decision> {
  const { task, deps } = visit;
  const { hold, foreign } = known.status;
  const limited = withinLimits({ ...task, account: task.cluster.account }, deps.limits);
  const owned = await ownedRows(visit, known, { data: seen.live?.data, reading: seen.reading });
  const own = ownIdentities(task, identity, seen);
  const asked = mergeOf(visit, { seen, owned, own, limited });
  const removals = removalRules(task, known.status);
  const rest = { before: seen.reading, owned, own, removals, ...limited, overrides: task.overrides };
  // In a plan too: what it foretells is what an apply would end as.
  const held = hold !== undefined && holds(hold, asked) ? hold : undefined;
  const { data, ...draft } = draftPart({ live: seen.live, asked, held, rest });
  const { denied } = task;
  const drafted = {
    ...draft,
    refusals: [...draft.refusals, ...deniedBesideRows(seen, { ...limited, denied, own })],
  };
  const rules = { ...limited, writers: writersOf(task, identity) };
  const found = foreignFindings(drafted.changeSet.foreign, rules, foreign);
  const standing = foreignNow(drafted.changeSet, owned);
  const shadowed = task.desired.filter(({ arn }) => seen.entries.has(keyOf(arn))).map(({ arn }) => arn);
  return {
    data,
    finding: toldAgain({ ...drafted, ...found, shadowed }, known),
    foreignNow: standing,
    privilegedNow: foreignPrivilege(standing, rules),
    ownedBefore: owned,
    own: own.map(({ arn }) => arn),
    holdEnds: hold !== undefined && held === undefined && seen.reading.unreadable.length === 0,
  };
}

interface Merged {
  readonly seen: Seen;
  readonly owned: readonly OwnedAccess[];
  readonly own: readonly OwnIdentity[];
  readonly limited: ReturnType<typeof withinLimits>;
}

function mergeOf({ task }: Visit, { seen: { reading }, owned, own, limited }: Merged): ChangeSet {
  // Of a document that cannot be read nobody can tell what differs; the guardrail `unparseable` refuses it.
  if (reading.unreadable.length > 0) return { changes: [], foreign: [], owned, entries: [] };
  const changeSet = planChanges({
    desired: task.desired,
    live: reading,
    owned,
    mode: task.ownership,
    account: limited.account,
    protectedPrincipals: keptBy(limited.protectedPrincipals, own),
    denied: task.denied,
  });
  return task.mentioned === undefined
    ? changeSet
    : keepUnmentioned(changeSet, { owned, grants: task.mentioned });
}

/** On an exclusive cluster our own way in stays though no grant asks for it, as protected access does. */
const keptBy = (kept: readonly string[], own: readonly OwnIdentity[]): readonly string[] => [
  ...kept,
  ...own.map(({ arn }) => arn),
];

/** Foreign rows before the changes are made: with those that are to be removed or replaced. */
function foreignNow(
  { foreign, changes }: ChangeSet,
  owned: readonly OwnedAccess[],
): readonly IdentityMapping[] {
  const ours = new Set(owned.map(({ principal }) => principal));
  const rows = changes.flatMap((change) =>
    'before' in change && !ours.has(change.principal) ? [change.before] : [],
  );
  const changing = new Set(rows.map(({ arn }) => keyOf(arn)));
  return [...foreign.filter(({ arn }) => !changing.has(keyOf(arn))), ...rows];
}

/** Keys of the identity that writes: the cluster's role, or whoever came in where it has none. */
function writersOf({ cluster: { roles } }: ClusterTask, { arn }: Admitted['identity']): readonly string[] {
  const writer = roles.write ?? arn;
  return writer === '' ? [] : [keyOf(writer)];
}
