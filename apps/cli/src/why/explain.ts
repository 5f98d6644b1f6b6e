import {
  admissionsOf,
  canonicalPrincipal,
  isNodeAccess,
  parsePrincipal,
  privilegeOf,
  readAwsAuth,
  sessionOf,
  type Admission,
  type OwnedAccess,
} from '@roster/access';
import type { ClusterApi, Connection } from '@roster/reconcile';
import { admissionNotes } from './admission-notes.ts';
import { bindingNotes } from './binding-notes.ts';
import { documentNotes, namedOtherwise } from './document-notes.ts';
import { grantNotes } from './grant-notes.ts';
import type { Note, Question } from './question.ts';

/** The JSON of `roster why`. */
export interface Explanation {
  readonly principal: string;
  readonly cluster: string;
  readonly getsIn: boolean;
  /** As whom, templates filled in as far as the session is known; empty where an access entry decides, or nobody gets in. */
  readonly username: string;
  readonly groups: readonly string[];
  readonly by: 'row' | 'mapAccounts' | 'access entry' | 'nothing';
  /** Why that access is privileged; absent where it is not, and where an access entry decides. */
  readonly privileged?: string;
  readonly notes: readonly Note[];
}

/** What the cluster and the journal say. */
export interface Facts {
  readonly connection: Connection;
  /** ARNs of its access entries. */
  readonly entries: readonly string[];
  readonly clusterApi: ClusterApi;
  /** What Roster answers for on it; undefined: not known. */
  readonly owned?: readonly OwnedAccess[] | undefined;
}

/** Why this principal gets into that cluster, as whom, or not: by the cluster itself, and by the catalog. */
export async function explain(question: Question, facts: Facts): Promise<Explanation> {
  const { principal, cluster } = question;
  const arn = canonicalPrincipal(principal) ?? principal;
  const notes = [...namedOtherwise(principal, arn), ...grantNotes(question, arn)];
  const nobody = {
    ...{ principal: arn, cluster: cluster.arn, getsIn: false, username: '', groups: [] },
    by: 'nothing',
  } as const;
  if (
    facts.entries.some((entry) => (canonicalPrincipal(entry) ?? entry).toLowerCase() === arn.toLowerCase())
  ) {
    const message =
      'it has an access entry, which decides as whom it comes in and overrides any row of aws-auth';
    notes.push({ code: 'access-entry', message });
    return { ...nobody, getsIn: true, by: 'access entry', notes };
  }
  const creator = creatorNotes(facts);
  if (facts.connection.facts.authenticationMode === 'API') {
    const message = 'the cluster is in mode API: aws-auth is not read, and it has no access entry';
    return { ...nobody, notes: [...notes, { code: 'mode-api', message }] };
  }
  const live = await facts.clusterApi.readAwsAuth(facts.connection);
  if (live === undefined) {
    const none = { code: 'no-config-map', message: 'the cluster has no aws-auth' };
    return { ...nobody, notes: [...notes, none, ...creator] };
  }
  const reading = readAwsAuth(live.data);
  notes.push(...documentNotes(reading, arn));
  const admissions = admissionsOf(reading, { arn, session: sessionFacts(principal, arn) });
  if (admissions.length === 0) {
    const none = { code: 'no-row', message: 'no row of aws-auth has its ARN' };
    return { ...nobody, notes: [...notes, none, ...creator] };
  }
  notes.push(...admissionNotes(question, { arn, admissions, owned: facts.owned }));
  const admitted = admissions.find((one) => one.refused === undefined);
  if (admitted === undefined) return { ...nobody, by: 'row', notes: [...notes, ...creator] };
  notes.push(...(await bindingNotes(admitted, facts)));
  const { username, groups } = admitted;
  const by = admitted.by === 'account' ? 'mapAccounts' : 'row';
  return { ...nobody, getsIn: true, username, groups, by, ...privilegeIn(question, admissions), notes };
}

/** What is known of whoever asks: a user has no session, and a role has one that the question may name. */
function sessionFacts(principal: string, arn: string) {
  const kind = parsePrincipal(principal)?.kind;
  return {
    accountId: arn.split(':')[4] ?? '',
    sessionName: kind === 'role' ? sessionOf(principal) : '',
    accessKeyId: undefined,
  };
}

/** Where chance decides, the first way in that is privileged. */
function privilegeIn({ cluster, fleet }: Question, admissions: readonly Admission[]) {
  const rules = { privilegedGroups: fleet?.privilegedGroups ?? [] };
  const [privileged] = admissions.flatMap((one) => {
    const isNode = one.row !== undefined && isNodeAccess(one.row, cluster.account);
    return one.refused !== undefined || isNode ? [] : (privilegeOf(one, rules) ?? []);
  });
  return privileged === undefined ? {} : { privileged };
}

/** In mode CONFIG_MAP nothing shows who created the cluster, and so is its administrator (the EKS user guide). */
function creatorNotes({ connection }: Facts): readonly Note[] {
  if (connection.facts.authenticationMode !== 'CONFIG_MAP') return [];
  const message = 'if it created the cluster it gets in all the same, as an administrator whom nothing shows';
  return [{ code: 'creator', message }];
}
