import {
  draftWrite,
  planChanges,
  principalKey,
  canonicalPrincipal,
  readAwsAuth,
  type DesiredMapping,
} from '@roster/access';
import { isFault } from '@roster/workflow';
import type { ConfigMap, Connection } from '../ports/index.ts';
import { blocked } from '../visit/applied.ts';
import { dataPatch } from '../write/data-patch.ts';
import { Ended } from './bootstrapped.ts';
import type { Enrolment, Member } from './enrolment.ts';

const TRIES = 4;

/** The roles without a row. Ended where one has a row without its group. */
export async function missingRows(enrolment: Enrolment, connection: Connection): Promise<readonly Member[]> {
  return missingFrom(enrolment, await enrolment.deps.clusterApi.readAwsAuth(connection));
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

async function write(
  { deps, request }: Enrolment,
  connection: Connection,
  { live, missing }: Seen,
): Promise<void> {
  const before = readAwsAuth(live?.data ?? {});
  const merged = { live: before, owned: [], mode: 'merge', protectedPrincipals: [] } as const;
  const changeSet = planChanges({ ...merged, desired: missing.map(rowOf) });
  const mastersFrom = [request.cluster.account];
  const judged = { changeSet, before, own: [], protectedPrincipals: [], mastersFrom, overrides: [] };
  const { data, refusals } = draftWrite(live?.data ?? {}, judged);
  const [refusal] = live?.immutable ? [IMMUTABLE] : refusals;
  if (data === undefined || refusal !== undefined) {
    const { rule, message } = refusal ?? { rule: 'unparseable', message: '' };
    throw new Ended(blocked(rule), `${request.cluster.arn}: ${message}`);
  }
  if (live === undefined) await deps.clusterApi.createAwsAuth(connection, data);
  else await deps.clusterApi.patchAwsAuth(connection, dataPatch(live.data, data), live.resourceVersion);
}

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
