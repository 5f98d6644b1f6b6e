import fc from 'fast-check';
import {
  GUARDRAILS,
  principalKey,
  type Change,
  type ChangeSet,
  type DesiredMapping,
  type Roles,
} from '@roster/access';
import type { ClusterTask, Finding, StatusPatch } from '../src/index.ts';
import { ONE } from './bench.ts';
import { OPS, READ, WRITE } from './fleet.ts';

export const STRANGER = 'arn:aws:iam::666666666666:role/Stranger';
const ELSEWHERE = 'arn:aws:iam::666666666666:role/RosterRead';
const DEV = 'arn:aws:iam::111122223333:role/Dev';

/** What somebody who holds every worker but Apply may put into the journal for one cluster. */
export interface Forged {
  /** Fields of the task that are not what OpenRun wrote. */
  readonly task: Partial<ClusterTask>;
  readonly finding: Finding | undefined;
  readonly status: StatusPatch;
  /** Before which state it is put there, and from then on before every other. */
  readonly since: 'Token' | 'Apply';
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
      status: fc.record({ foreign: keys, toldForeign: keys }, { requiredKeys: [] }),
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
    owned: keys,
    entries: fc.constant([]),
  });
  return fc.record({
    changeSet,
    newForeign: keys,
    newMasters: keys,
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
