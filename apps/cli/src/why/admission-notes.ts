import {
  isNodeAccess,
  parsePrincipal,
  principalKey,
  privilegeOf,
  sessionOf,
  type Admission,
  type OwnedAccess,
} from '@roster/access';
import type { Note, Question } from './question.ts';

// Where the authenticator's own source says so; the version is the one that the control-plane lane runs.
const SOURCE = 'aws-iam-authenticator v0.7.18, pkg/server/server.go, renderTemplate';

interface Found {
  readonly arn: string;
  readonly admissions: readonly Admission[];
  /** What Roster answers for on the cluster; undefined: not known. */
  readonly owned: readonly OwnedAccess[] | undefined;
}

/** What there is to say of the rows that name the principal: refusals, templates, chance, privilege, and whose they are. */
export function admissionNotes(question: Question, { arn, admissions, owned }: Found): readonly Note[] {
  return [
    ...chance(admissions),
    ...admissions.flatMap((one) => [
      ...(one.refused === undefined ? templates(question, one) : [refusal(one, one.refused)]),
      ...privilege(question, one),
    ]),
    ...accounts(arn, admissions),
    ...foreign(arn, admissions, owned),
  ];
}

function chance(admissions: readonly Admission[]): readonly Note[] {
  if (admissions.length < 2) return [];
  const ways = admissions.map((one) =>
    one.refused === undefined
      ? `as ${JSON.stringify(one.username)} with [${one.groups.join(', ')}]`
      : 'refused',
  );
  const message = `${String(ways.length)} rows name it in other letter case, and which one counts is chance: ${ways.join(', or ')}`;
  return [{ code: 'ambiguous', message }];
}

function refusal({ row }: Admission, why: string): Note {
  const where = row === undefined ? 'a row' : `line ${String(row.position.line)} of ${row.list}`;
  return {
    code: 'refused',
    message: `${where} names it, and the authenticator refuses it all the same: ${why} (${SOURCE})`,
  };
}

/** What a session fills in: what is open, and what a user leaves empty. */
function templates({ principal }: Question, admission: Admission): readonly Note[] {
  if (admission.refused !== undefined) return [];
  const { kind, arn = principal } = parsePrincipal(principal) ?? {};
  const written = JSON.stringify([admission.row?.username, admission.row?.groups]);
  const notes: Note[] = [];
  if (kind !== 'role' && written.includes('{{SessionName'))
    notes.push({ code: 'no-session', message: 'it has no session: {{SessionName}} is empty' });
  for (const name of admission.open) {
    const message = openMessage(name, { arn, session: sessionOf(principal) });
    notes.push({ code: name === 'EC2PrivateDNSName' ? 'only-instances' : 'template-open', message });
  }
  return notes;
}

function openMessage(
  name: string,
  { arn, session }: { readonly arn: string; readonly session: string | undefined },
): string {
  if (name === 'AccessKeyID') return '{{AccessKeyID}} is the id of the access key that signs';
  if (name !== 'EC2PrivateDNSName') {
    const example = arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/');
    return `{{${name}}} is filled in with the name of the session: ask for ${example}/NAME to see as whom that one comes in`;
  }
  return session === undefined
    ? 'only sessions that are named after an EC2 instance (i-…) get in by this row: the authenticator refuses all others'
    : `the authenticator asks EC2 for the private DNS name of ${session}, and refuses it where EC2 knows no such instance`;
}

function privilege({ cluster, fleet }: Question, admission: Admission): readonly Note[] {
  if (admission.refused !== undefined) return [];
  if (admission.row !== undefined && isNodeAccess(admission.row, cluster.account)) {
    return [{ code: 'node-access', message: 'this is what nodes come in with, and nothing more' }];
  }
  const why = privilegeOf(admission, { privilegedGroups: fleet?.privilegedGroups ?? [] });
  return why === undefined ? [] : [{ code: 'privileged', message: `that access is privileged: ${why}` }];
}

function accounts(arn: string, admissions: readonly Admission[]): readonly Note[] {
  if (!admissions.some(({ by }) => by === 'account')) return [];
  const message = `mapAccounts lets in everybody of account ${arn.split(':')[4] ?? ''}, with the ARN as the username and no groups`;
  return [{ code: 'whole-account', message }];
}

/** Access that stands in a row, and that Roster has neither written nor adopted. */
function foreign(arn: string, admissions: readonly Admission[], owned: Found['owned']): readonly Note[] {
  const byRow = admissions.some(({ row }) => row !== undefined);
  if (!byRow || owned === undefined || owned.some(({ principal }) => principal === principalKey(arn))) {
    return [];
  }
  const message = 'its row is foreign: Roster has neither written nor adopted it';
  return [{ code: 'foreign', message }];
}
