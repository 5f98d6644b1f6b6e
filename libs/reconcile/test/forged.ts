import fc from 'fast-check';
import {
  applyChanges,
  GUARDRAILS,
  inverseOf,
  principalKey,
  readAwsAuth,
  type AwsAuthData,
  type Change,
  type ChangeSet,
  type DesiredMapping,
  type IdentityMapping,
  type Roles,
} from '@roster/access';
import type { ClusterTask, Finding, Health, StatusPatch, WriteIntent } from '../src/index.ts';
import { digestOf } from '../src/write/digest.ts';
import { ONE, RUN } from './bench.ts';
import { OPS, READ, row, WRITE } from './fleet.ts';

export const STRANGER = 'arn:aws:iam::666666666666:role/Stranger';
const ELSEWHERE = 'arn:aws:iam::666666666666:role/RosterRead';
const DEV = 'arn:aws:iam::111122223333:role/Dev';

/** What somebody may put into the journal for one cluster who holds every worker of the apply machine. */
export interface Forged {
  /** Fields of the task that are not what OpenRun wrote. */
  readonly task: Partial<ClusterTask>;
  readonly finding: Finding | undefined;
  /** What Verify may write. */
  readonly health: Health | undefined;
  readonly status: StatusPatch;
  /** Items of `WRITES#`, and the finding that goes with them. */
  readonly writes: ForgedWrites | undefined;
  /** Before which state it is put there, and from then on before every other. */
  readonly since: 'Token' | 'Apply';
}

/** A write of this run that there never was, made up to fit what stands, so that undoing it says what is wanted. */
export interface ForgedWrites {
  /** Rows that it says it took away, or replaced. */
  readonly restores: readonly IdentityMapping[];
  /** Principals whose rows it says it added. */
  readonly drops: readonly string[];
  /** The snapshot: as the changes would have it, with a stranger's row besides, another key, or no text of ours. */
  readonly snapshot: 'inverse' | 'more' | 'keys' | 'any';
  /** Whether it was begun to be put back. */
  readonly back: boolean;
}

/** Lies that go for those principals, and for strangers. */
export function forged(principals: readonly string[]): fc.Arbitrary<Forged> {
  const arn = fc.constantFrom(...principals, OPS, DEV, STRANGER);
  const mapping = fc.record({
    arn,
    username: fc.constantFrom('roster-read', 'roster-write', 'system:node:{{EC2PrivateDNSName}}', 'x', ''),
    groups: fc.subarray(['system:masters', 'system:nodes', 'system:bootstrappers', 'roster:write', 'view']),
    grants: fc.constant(['g']),
  });
  const keys = fc.subarray([...principals, OPS, STRANGER].map(principalKey));
  return fc.constantFrom('Token' as const, 'Apply' as const).chain((since) =>
    fc.record({
      task: task(mapping, since),
      finding: fc.option(finding(mapping, keys), { nil: undefined }),
      health: fc.constantFrom(undefined, WAS_BETTER),
      status: status(keys),
      writes: fc.option(writes(mapping, fc.subarray([...principals, OPS])), { nil: undefined }),
      since: fc.constant(since),
    }),
  );
}

function task(
  mapping: fc.Arbitrary<DesiredMapping>,
  since: Forged['since'],
): fc.Arbitrary<Partial<ClusterTask>> {
  // Whatever the task says, Token can take no role that writes: its policy names RosterRead alone.
  const read = fc.constantFrom(READ, ELSEWHERE, undefined, since === 'Token' ? READ : WRITE);
  const write = fc.oneof(
    { weight: 5, arbitrary: fc.constant(WRITE) },
    { weight: 1, arbitrary: fc.constantFrom(READ, ELSEWHERE, undefined) },
  );
  const cluster = fc.record({ read, write }).map((roles) => ({ ...ONE, roles: withoutGaps(roles) }));
  return fc.record(
    {
      desired: fc.uniqueArray(mapping, { maxLength: 4, selector: (one) => principalKey(one.arn) }),
      ownership: fc.constantFrom('merge', 'exclusive'),
      protected: fc.constant([]),
      trustedAccounts: fc.constant(['666666666666', '999999999999']),
      overrides: fc.subarray(GUARDRAILS.map(({ name: rule }) => ({ rule, reason: 'because' }))),
      cluster,
    },
    { requiredKeys: [] },
  );
}

function status(keys: fc.Arbitrary<readonly string[]>): fc.Arbitrary<StatusPatch> {
  const owned = keys.map((all) => all.map((principal) => ({ principal, grants: ['g'] })));
  const undone: ChangeSet = { changes: [], foreign: [], owned: [], entries: [] };
  const hold = fc.constantFrom(null, { by: `run ${RUN}`, reason: 'x', at: '', undone });
  return fc.record({ foreign: keys, toldForeign: keys, owned, hold }, { requiredKeys: [] });
}

function writes(
  mapping: fc.Arbitrary<DesiredMapping>,
  drops: fc.Arbitrary<readonly string[]>,
): fc.Arbitrary<ForgedWrites> {
  return fc.record({
    restores: fc.uniqueArray(mapping, { maxLength: 3, selector: (one) => principalKey(one.arn) }),
    drops,
    snapshot: fc.constantFrom('inverse', 'more', 'keys', 'any'),
    back: fc.boolean(),
  });
}

export const NOTHING_FOUND: Finding = {
  changeSet: { changes: [], foreign: [], owned: [], entries: [] },
  ...{ withheld: [], newForeign: [], privileged: [], newPrivileged: [] },
  ...{ refusals: [], overridden: [], shadowed: [] },
};

const STRANGERS_ROW = row(STRANGER, 'x', 'system:masters');

/** The items of a forged write over what stands, with its finding. */
export function writtenOver(live: AwsAuthData, { restores, drops, snapshot, back }: ForgedWrites) {
  const { roles, users } = readAwsAuth(live);
  const standing = new Map([...roles, ...users].map((one) => [one.principal, one]));
  const restored = new Set(restores.map(({ arn }) => principalKey(arn)));
  const list = 'mapRoles' as const;
  const changes: readonly Change[] = [
    ...restores.map((before): Change => {
      const principal = principalKey(before.arn);
      const after = standing.get(principal);
      if (after === undefined)
        return { op: 'remove', principal, list, before, cause: 'exclusive', grants: [] };
      return { op: 'replace', principal, list: after.list, before, after };
    }),
    ...drops.map(principalKey).flatMap((principal): readonly Change[] => {
      const after = standing.get(principal);
      if (after === undefined || restored.has(principal)) return [];
      return [{ op: 'add', principal, list: after.list, after }];
    }),
  ];
  const changeSet: ChangeSet = { changes, foreign: [], owned: [], entries: [] };
  const data = snapshotOf(live, changeSet, snapshot);
  const intent: WriteIntent = {
    ...{ cluster: ONE.arn, run: RUN, back: false, ownedBefore: [], ownedAfter: [], at: '', why: '' },
    ...{ guardSignedAt: '2026-11-24T07:59:00.000Z', intended: digestOf(live) },
    snapshot: { resourceVersion: '1', data, labels: {}, annotations: {} },
  };
  return { changeSet, intents: back ? [intent, { ...intent, back: true, why: 'nodesNotReady' }] : [intent] };
}

function snapshotOf(live: AwsAuthData, set: ChangeSet, how: ForgedWrites['snapshot']): AwsAuthData {
  const all = { mapRoles: `${live['mapRoles'] ?? ''}${STRANGERS_ROW}` };
  if (how === 'any') return { ...live, mapRoles: STRANGERS_ROW };
  try {
    const inverse = applyChanges(live, inverseOf(set));
    if (how === 'inverse') return inverse;
    if (how === 'keys') return { ...inverse, mapAccounts: '- "666666666666"', other: 'x' };
    return { ...inverse, mapRoles: `${inverse['mapRoles'] ?? ''}${STRANGERS_ROW}` };
  } catch {
    return all;
  }
}

const withoutGaps = (roles: object): Roles =>
  Object.fromEntries(Object.entries(roles).filter(([, role]) => role !== undefined));

/** With nodes of before that are none: whoever believes it finds the cluster worse after any write. */
function finding(
  mapping: fc.Arbitrary<DesiredMapping>,
  keys: fc.Arbitrary<readonly string[]>,
): fc.Arbitrary<Finding> {
  const change = mapping.map(({ arn, username, groups }): Change => ({
    op: 'add',
    principal: principalKey(arn),
    list: 'mapRoles',
    after: { arn, username, groups },
  }));
  const changeSet: fc.Arbitrary<ChangeSet> = fc.record({
    changes: fc.array(change, { maxLength: 3 }),
    foreign: fc.constant([]),
    owned: keys.map((all) => all.map((principal) => ({ principal, grants: ['forged'] }))),
    entries: fc.constant([]),
  });
  return fc.record({
    changeSet,
    withheld: fc.constant([]),
    newForeign: keys,
    privileged: fc.constant([]),
    newPrivileged: keys.map((all) => all.map((principal) => ({ principal, why: 'group system:masters' }))),
    refusals: fc.constant([]),
    overridden: fc.constant([]),
    shadowed: fc.constant([]),
    healthBefore: fc.constant(WAS_BETTER),
  });
}

const check = { group: 'anyone', verb: 'list', resource: 'nodes' };
const WAS_BETTER = {
  nodes: { total: 0, ready: [], notReady: [] },
  daemonSets: [],
  pods: [],
  access: [{ check, allowed: true }],
};
