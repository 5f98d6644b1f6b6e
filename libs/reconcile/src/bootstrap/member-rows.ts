import {
  draftWrite,
  planChanges,
  principalKey,
  canonicalPrincipal,
  readAwsAuth,
  withinLimits,
  type AwsAuthData,
  type DesiredMapping,
} from '@roster/access';
import { isFault } from '@roster/workflow';
import type { ConfigMap, Connection } from '../ports/index.ts';
import { blocked } from '../visit/applied.ts';
import { dataPatch } from '../write/data-patch.ts';
import { Ended } from './bootstrapped.ts';
import type { Enrolment, Member } from './enrolment.ts';

const TRIES = 4;

/**
 * The roles without a row. Ended where one has a row without its group, and where a guardrail refuses to add the rows:
 * asked before anything is applied, so that a run that is refused has changed nothing, and a dry run says so too.
 */
export async function missingRows(enrolment: Enrolment, connection: Connection): Promise<readonly Member[]> {
  const live = await enrolment.deps.clusterApi.readAwsAuth(connection);
  const missing = missingFrom(enrolment, live);
  if (missing.length > 0) drafted(enrolment, { live, missing });
  return missing;
}

/**
 * Adds the rows that are missing, as every write of Roster does it: merged, read back by the authenticator's rules,
 * judged by the guardrails, and patched under the version that was read. It only adds: no snapshot is kept, for what
 * stood before is the document without the two rows. Ended where a guardrail refuses, or others keep on writing.
 */
export async function addRows(enrolment: Enrolment, connection: Connection): Promise<void> {
  const { clusterApi } = enrolment.deps;
  for (let tries = 1; ; tries += 1) {
    const live = await clusterApi.readAwsAuth(connection);
    const missing = missingFrom(enrolment, live);
    if (missing.length === 0) return;
    try {
      await write(enrolment, connection, { live, missing });
      for (const { principal } of missing) enrolment.steps.push({ do: 'addRow', principal });
      return;
    } catch (error) {
      if (!isFault(error, 'ConflictFault')) throw error;
      if (tries === TRIES) throw overtaken(enrolment, error);
    }
  }
}

const overtaken = ({ request: { cluster } }: Enrolment, { message }: Error): Ended =>
  new Ended(
    blocked('overtaken'),
    `${cluster.arn}: others keep on writing its aws-auth: bootstrap it again (${message})`,
  );

interface Seen {
  readonly live: ConfigMap | undefined;
  readonly missing: readonly Member[];
}

async function write(enrolment: Enrolment, connection: Connection, seen: Seen): Promise<void> {
  const { live } = seen;
  const data = drafted(enrolment, seen);
  const { clusterApi } = enrolment.deps;
  if (live === undefined) await clusterApi.createAwsAuth(connection, data);
  else await clusterApi.patchAwsAuth(connection, dataPatch(live.data, data), live.resourceVersion);
}

/** The document with the rows added. Ended where a guardrail refuses them. */
function drafted({ request }: Enrolment, { live, missing }: Seen): AwsAuthData {
  const before = readAwsAuth(live?.data ?? {});
  const { account } = request.cluster;
  const merged = {
    live: before,
    owned: [],
    mode: 'merge',
    account,
    protectedPrincipals: [],
    denied: [],
  } as const;
  const changeSet = planChanges({ ...merged, desired: missing.map(rowOf) });
  const limits = withinLimits({ account, protected: [], trustedAccounts: [], privilegedGroups: [] }, {});
  const judged = { changeSet, before, owned: [], own: [], removals: NOTHING_GOES, ...limits, overrides: [] };
  const { data, refusals } = draftWrite(live?.data ?? {}, judged);
  const refusal = live?.immutable ? IMMUTABLE : refusals[0];
  if (refusal !== undefined) {
    throw new Ended({ kind: 'blocked', reason: refusal.rule }, `${request.cluster.arn}: ${refusal.message}`);
  }
  return data;
}

/** It only adds. */
const NOTHING_GOES = { exclusiveDecided: false, prune: false, ended: [] } as const;

const IMMUTABLE = {
  rule: 'immutable',
  message:
    'its aws-auth is immutable for ever: delete it, at once create it without that, and bootstrap again',
};

/** The username holds the name of the session, and that the run's id: the cluster's audit log can be joined with it. */
function rowOf({ as, principal, group }: Member): DesiredMapping {
  const arn = canonicalPrincipal(principal) ?? principal;
  return { arn, username: `roster-${as}:{{SessionName}}`, groups: [group], grants: [] };
}

function missingFrom({ members, target }: Enrolment, live: ConfigMap | undefined): readonly Member[] {
  const { roles, users } = readAwsAuth(live?.data ?? {});
  return members.filter(({ principal, group }) => {
    const key = principalKey(canonicalPrincipal(principal) ?? principal);
    const row = [...roles, ...users].find((each) => each.principal === key);
    if (row === undefined || row.groups.includes(group)) return row === undefined;
    const message = `${target.cluster.arn}: the row of ${principal} lacks the group ${group}: give it that, or take it away`;
    throw new Ended(blocked('row'), message);
  });
}
