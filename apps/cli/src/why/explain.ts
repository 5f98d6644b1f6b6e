import { canonicalPrincipal, matchIdentity, readAwsAuth, type Match, type Reading } from '@roster/access';
import type { ClusterApi, Connection } from '@roster/reconcile';
import { grantNotes } from './grant-notes.ts';
import type { Note, Question } from './question.ts';

/** The JSON of `roster why`. */
export interface Explanation {
  readonly principal: string;
  readonly cluster: string;
  readonly getsIn: boolean;
  /** As whom, templates not rendered; empty where an access entry decides, or nobody gets in. */
  readonly username: string;
  readonly groups: readonly string[];
  readonly by: 'row' | 'mapAccounts' | 'access entry' | 'nothing';
  readonly notes: readonly Note[];
}

/** What the cluster tells. */
export interface Facts {
  readonly connection: Connection;
  /** ARNs of its access entries. */
  readonly entries: readonly string[];
  readonly clusterApi: ClusterApi;
}

/** Why this principal gets into that cluster, as whom, or not: by the cluster itself, and by the catalog. */
export async function explain(question: Question, facts: Facts): Promise<Explanation> {
  const { principal, cluster } = question;
  const arn = canonicalPrincipal(principal) ?? principal;
  const asked = { principal: arn, cluster: cluster.arn };
  const notes = [...namedOtherwise(principal, arn), ...grantNotes(question, arn)];
  if (
    facts.entries.some((entry) => (canonicalPrincipal(entry) ?? entry).toLowerCase() === arn.toLowerCase())
  ) {
    const message =
      'it has an access entry, which decides as whom it comes in and overrides any row of aws-auth';
    return {
      ...asked,
      getsIn: true,
      username: '',
      groups: [],
      by: 'access entry',
      notes: [...notes, { code: 'access-entry', message }],
    };
  }
  const nobody = { ...asked, getsIn: false, username: '', groups: [], by: 'nothing' } as const;
  const creator = creatorNotes(facts);
  if (facts.connection.facts.authenticationMode === 'API') {
    const message = 'the cluster is in mode API: aws-auth is not read, and it has no access entry';
    return { ...nobody, notes: [...notes, { code: 'mode-api', message }] };
  }
  const live = await facts.clusterApi.readAwsAuth(facts.connection);
  if (live === undefined)
    return {
      ...nobody,
      notes: [...notes, { code: 'no-config-map', message: 'the cluster has no aws-auth' }, ...creator],
    };
  const reading = readAwsAuth(live.data);
  notes.push(...documentNotes(reading, arn));
  const match = matchIdentity(reading, arn);
  if (match === undefined) {
    const none = { code: 'no-row', message: 'no row of aws-auth has its ARN' };
    return { ...nobody, notes: [...notes, none, ...creator] };
  }
  notes.push(...(await bindingNotes(match, facts)));
  const by = match.by === 'account' ? 'mapAccounts' : 'row';
  return { ...asked, getsIn: true, username: match.username, groups: match.groups, by, notes };
}

/** In mode CONFIG_MAP nothing tells who created the cluster, and so is its administrator (the EKS user guide). */
function creatorNotes({ connection }: Facts): readonly Note[] {
  if (connection.facts.authenticationMode !== 'CONFIG_MAP') return [];
  const message = 'if it created the cluster it gets in all the same, as an administrator whom nothing shows';
  return [{ code: 'creator', message }];
}

function namedOtherwise(given: string, arn: string): readonly Note[] {
  if (given === arn) return [];
  const session = given.includes(':assumed-role/');
  const message = session
    ? `it is a session of ${arn}, which is what a row must name`
    : `the authenticator sees it as ${arn}: a row with ${given} would match nobody`;
  return [{ code: session ? 'session' : 'path-in-arn', message }];
}

function documentNotes({ unreadable, problems, roles, users }: Reading, arn: string): readonly Note[] {
  const broken = problems.filter(({ code, key }) => code === 'yaml-error' && unreadable.includes(key));
  const name = arn.slice(arn.indexOf('/') + 1).toLowerCase();
  const account = arn.split(':')[4] ?? '';
  const dead = [...roles, ...users].filter(
    (row) =>
      row.arn.toLowerCase() !== arn.toLowerCase() &&
      row.arn.split(':')[4] === account &&
      row.arn.toLowerCase().endsWith(`/${name}`),
  );
  return [
    ...broken.map(({ key, line, column, message }) => ({
      code: 'broken-document',
      message: `${message} (line ${String(line)}, column ${String(column)} of ${key})`,
    })),
    ...dead.map((row) => ({
      code: 'row-with-path',
      message: `line ${String(row.position.line)} of ${row.list} names ${row.arn}: with its path it matches nobody`,
    })),
    ...problems
      .filter(
        ({ code, message }) =>
          code === 'duplicate-arn' && message.toLowerCase().startsWith(arn.toLowerCase()),
      )
      .map(({ message }) => ({ code: 'later-duplicate', message })),
  ];
}

/** Looks that nearly every binding allows: a group that may do none of them most likely has none. */
const LOOKS = [
  { verb: 'list', resource: 'pods' },
  { verb: 'list', resource: 'nodes' },
  { verb: 'get', resource: 'configmaps' },
] as const;

async function bindingNotes(match: Match, { connection, clusterApi }: Facts): Promise<readonly Note[]> {
  const groups = match.groups.filter((group) => !group.startsWith('system:'));
  const notes = await Promise.all(
    groups.map(async (group): Promise<Note[]> => {
      const allowed = await Promise.all(
        LOOKS.map((look) => clusterApi.accessReview(connection, { group, ...look })),
      );
      if (allowed.includes(true)) return [];
      return [
        {
          code: 'group-without-binding',
          message: `the group ${group} may neither list pods or nodes nor get configmaps: is it bound to any role?`,
        },
      ];
    }),
  );
  return notes.flat();
}
