import { deniedBy } from '../fleet/denied.ts';
import type { Cluster, Fleet, Grant } from '../fleet/fleet.ts';
import { resolveGrants, standingOf } from '../fleet/resolve-grants.ts';
import { matches } from '../fleet/selector.ts';
import type { DesiredMapping } from '../merge/change-set.ts';
import { causeOf, missingFiles, type Lost, type Next, type LossCause } from './loss-cause.ts';

/** What one grant no longer gives, for one cause. */
export interface GrantRemoval {
  readonly grant: string;
  readonly cause: LossCause;
  /** More of the cause, for people, of the first pair: `label env is prod, wanted prdo`. Empty where there is no more. */
  readonly detail: string;
  /** `lost`: the principals are out; `reduced`: they stay, with fewer groups or another username. */
  readonly loss: 'lost' | 'reduced';
  /** The groups that they lose; none where only the username is another. */
  readonly groups: readonly string[];
  /** Pairs of a principal and a cluster. */
  readonly count: number;
  /** Canonical ARNs. */
  readonly principals: readonly string[];
  /** ARNs. */
  readonly clusters: readonly string[];
}

/** Why a push has to be decided: more pairs than the limit, clusters without access, grants without clusters. */
export type DecisionReason = 'overLimit' | 'bareClusters' | 'idleGrants';

/** What the catalog takes from whom, from one state to the next. */
export interface RemovedAccess {
  /** How many pairs of a principal and a cluster lose something. Each is counted once, however many grants gave it. */
  readonly count: number;
  /** How many pairs there were. */
  readonly of: number;
  /** How many pairs besides lose it because the fleet denies the principal. */
  readonly denied: number;
  /** How many of them may lose something without anybody's decision. */
  readonly limit: number;
  /** Why somebody has to decide; empty where nobody has to. */
  readonly decide: readonly DecisionReason[];
  /** By grant and cause, the largest first. */
  readonly byGrant: readonly GrantRemoval[];
  /** Names of grants that matched clusters and match none any more. */
  readonly idleGrants: readonly string[];
  /** ARNs of clusters that stay in the catalog, and to which it gives nobody access any more. */
  readonly bareClusters: readonly string[];
}

export interface Removing {
  /** The fleet as it stands; undefined where nothing was pushed. */
  readonly before: Fleet | undefined;
  readonly after: Fleet;
  readonly now: Date;
  /** The files that `after` was read from; absent where it was read from none. */
  readonly files?: readonly string[];
}

/**
 * What a principal loses on which cluster when `before` gives way to `after`, both as of `now`: a grant past its
 * `until` gives nothing on either side, so it takes nothing away. A pair that stays but loses a group, or gets another
 * username, counts like one that is lost: what was bound to them is gone. A pair that several grants gave stands under
 * the first of them that no longer gives it. Principals that `after` denies are shown and not counted: whoever denies
 * them has decided.
 */
export function removedAccess({ before, after, now, files }: Removing): RemovedAccess {
  if (before === undefined)
    return decided({ count: 0, of: 0, denied: 0, byGrant: [], idleGrants: [], bareClusters: [] });
  const next = nextOf(after, now, missingFiles(before.grants.flatMap(fileOf), files));
  const grants = new Map(before.grants.map((grant) => [grant.name, grant]));
  const gathered = new Map<string, Gathered>();
  const bareClusters: string[] = [];
  let of = 0;
  for (const cluster of before.clusters) {
    const had = givenOn(before, cluster, now);
    const counted = had.filter(({ arn }) => !next.isDenied(arn)).length;
    of += counted;
    const there = next.clusters.get(cluster.arn);
    const has = there === undefined ? [] : givenOn(after, there, now);
    if (there !== undefined && counted > 0 && has.length === 0) bareClusters.push(cluster.arn);
    const stays = new Map(has.map((mapping) => [mapping.arn, mapping]));
    for (const pair of had) {
      const is = stays.get(pair.arn);
      const grant = grants.get(losing(pair, is, grants) ?? '');
      if (grant !== undefined)
        gather(gathered, { grant, cluster, principal: pair.arn }, { was: pair, is, next });
    }
  }
  const byGrant = [...gathered.values()].map(toRemoval).sort((a, b) => b.count - a.count);
  const sumOf = (some: readonly GrantRemoval[]) => some.reduce((sum, one) => sum + one.count, 0);
  const denied = sumOf(byGrant.filter(({ cause }) => cause === 'denied'));
  const count = sumOf(byGrant) - denied;
  return decided({ count, of, denied, byGrant, bareClusters, idleGrants: idleGrants(before, after, now) });
}

/** Above this number, and above this share of all pairs, somebody has to decide (design.md, "Removals"). */
const FEW = 5;
const PERCENT = 20;

function decided(removed: Omit<RemovedAccess, 'limit' | 'decide'>): RemovedAccess {
  const { count, of, bareClusters, idleGrants: idle } = removed;
  const limit = Math.max(FEW, Math.floor((of * PERCENT) / 100));
  const decide: DecisionReason[] = [];
  if (count > limit) decide.push('overLimit');
  if (bareClusters.length > 0) decide.push('bareClusters');
  if (idle.length > 0) decide.push('idleGrants');
  return { ...removed, limit, decide };
}

const fileOf = ({ source }: Grant): readonly string[] => (source === undefined ? [] : [source.file]);

function nextOf({ clusters, grants, denied }: Fleet, now: Date, missing: ReadonlySet<string>): Next {
  return {
    now,
    missing,
    isDenied: deniedBy(denied),
    clusters: new Map(clusters.map((cluster) => [cluster.arn, cluster])),
    grants: new Map(grants.map((grant) => [grant.name, grant])),
  };
}

/** Of a cluster whose grants contradict each other nobody knows: no run would write there. */
function givenOn(
  { grants, denied }: Pick<Fleet, 'grants' | 'denied'>,
  cluster: Cluster,
  now: Date,
): readonly DesiredMapping[] {
  const resolution = resolveGrants({ grants, denied, cluster, now });
  return 'desired' in resolution ? resolution.desired : [];
}

/** The name of the first grant whose gift is lost; undefined where nothing is. */
function losing(
  was: DesiredMapping,
  is: DesiredMapping | undefined,
  grants: ReadonlyMap<string, Grant>,
): string | undefined {
  if (is === undefined) return was.grants[0];
  if (is.username !== was.username)
    return was.grants.find((name) => !is.grants.includes(name)) ?? was.grants[0];
  const lost = was.groups.find((group) => !is.groups.includes(group));
  return lost === undefined
    ? undefined
    : was.grants.find((name) => grants.get(name)?.groups.includes(lost) === true);
}

interface Gathered extends Omit<GrantRemoval, 'count' | 'groups' | 'principals' | 'clusters'> {
  readonly groups: Set<string>;
  readonly principals: Set<string>;
  readonly clusters: Set<string>;
  count: number;
}

interface Between {
  readonly was: DesiredMapping;
  readonly is: DesiredMapping | undefined;
  readonly next: Next;
}

function gather(all: Map<string, Gathered>, lost: Lost, { was, is, next }: Between): void {
  const { cause, detail } = causeOf(lost, next);
  const loss = is === undefined ? 'lost' : 'reduced';
  const grant = lost.grant.name;
  const key = JSON.stringify([grant, cause, loss]);
  const one = all.get(key) ?? {
    grant,
    cause,
    detail,
    loss,
    count: 0,
    groups: new Set(),
    principals: new Set(),
    clusters: new Set(),
  };
  all.set(key, one);
  one.count += 1;
  for (const group of was.groups) if (is?.groups.includes(group) !== true) one.groups.add(group);
  one.principals.add(lost.principal);
  one.clusters.add(lost.cluster.arn);
}

function toRemoval({ groups, principals, clusters, ...one }: Gathered): GrantRemoval {
  return { ...one, groups: [...groups], principals: [...principals], clusters: [...clusters] };
}

/** Ended grants give nothing anyway. */
function idleGrants(before: Fleet, after: Fleet, now: Date): readonly string[] {
  const usedBefore = new Set(
    before.grants.filter((grant) => isUsed(grant, before, now)).map(({ name }) => name),
  );
  return after.grants
    .filter((grant) => usedBefore.has(grant.name) && standingOf(grant, now) === 'desired')
    .filter((grant) => !isUsed(grant, after, now))
    .map(({ name }) => name);
}

function isUsed(grant: Grant, { clusters }: Fleet, now: Date): boolean {
  return standingOf(grant, now) === 'desired' && clusters.some((cluster) => matches(grant.clusters, cluster));
}
