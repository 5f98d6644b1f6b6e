import { parsePrincipal } from '../arn/index.ts';
import type { YamlValue } from './goyaml/index.ts';
import type { MappingList } from './mapping.ts';
import type { AwsAuthData, ReadRow, ValueProblem } from './reading.ts';
import type { DecodedRow } from './row.ts';

const KEYS = ['mapRoles', 'mapUsers', 'mapAccounts'];
const FIELDS = ['rolearn', 'userarn', 'username', 'groups', 'userid', 'sso'];
const TEMPLATES = ['EC2PrivateDNSName', 'AccountID', 'SessionName', 'SessionNameRaw', 'AccessKeyID'];

type Say = (severity: ValueProblem['severity'], code: string, message: string, at?: YamlValue) => void;

/** Keys of the ConfigMap that look like one the authenticator reads, in a letter case that it ignores. */
export function keyProblems(data: AwsAuthData): readonly ValueProblem[] {
  return Object.keys(data).flatMap((key): ValueProblem[] => {
    const meant = KEYS.find((name) => name !== key && name.toLowerCase() === key.toLowerCase());
    if (meant === undefined) return [];
    const message = `${key} is ignored: the authenticator reads ${meant}, in this very letter case`;
    return [{ key, severity: 'error', code: 'key-in-wrong-case', line: 1, column: 1, message }];
  });
}

/** Everything wrong with one row. */
export function rowProblems(list: MappingList, row: DecodedRow): readonly ValueProblem[] {
  const problems: ValueProblem[] = [];
  const say: Say = (severity, code, message, at = row.value) => {
    const { line, column } = at.node.start;
    problems.push({ key: list, severity, code, line: line + 1, column: column + 1, message });
  };
  for (const { code, message, at } of row.faults) say('error', code, message, at);
  if (row.arn === '' && !row.sso)
    say('error', 'row-without-arn', `a row without ${arnField(list)} is dropped`);
  else if (row.sso) say('warning', 'sso-row', 'a row with sso matches nobody on EKS');
  else aboutArn(list, row, say);
  if (row.arn !== '') aboutAccess(row, say);
  aboutFields(row, say);
  return problems;
}

const arnField = (list: MappingList): string => (list === 'mapRoles' ? 'rolearn' : 'userarn');

function aboutArn(list: MappingList, { arn }: DecodedRow, say: Say): void {
  if (/[<>${}]/.test(arn)) {
    say('error', 'placeholder', `${arn} holds a placeholder that nobody filled in`);
    return;
  }
  if (/\s/.test(arn)) {
    say('error', 'blank-in-arn', `"${arn}" holds a blank, so it matches nobody`);
    return;
  }
  const principal = parsePrincipal(arn) ?? parsePrincipal(arn.toLowerCase());
  if (arn.toLowerCase().includes(':assumed-role/')) {
    say('error', 'assumed-role', `${arn} is a session: the authenticator compares its role's ARN`);
    return;
  }
  if (principal === undefined) {
    say('error', 'not-a-principal', `${arn} is no IAM role or user, so it matches nobody`);
    return;
  }
  if (principal.kind === 'role' && principal.arn.toLowerCase() !== arn.toLowerCase()) {
    say('error', 'role-path', `${arn} has a path, so it matches nobody: write ${principal.arn}`);
    return;
  }
  if (list === 'mapUsers' && principal.kind === 'role')
    say('warning', 'role-in-map-users', `${arn} is a role under mapUsers: it works`);
  if (list === 'mapRoles' && principal.kind === 'user')
    say('warning', 'user-in-map-roles', `${arn} is a user under mapRoles: it works`);
}

function aboutAccess(row: DecodedRow, say: Say): void {
  const { username, groups, arn } = row;
  const faulty = row.faults.some(({ code }) => code === 'username-not-text');
  if (username === '' && !faulty) say('warning', 'no-username', `${arn} comes in with an empty username`);
  if (groups.length === 0) say('warning', 'no-groups', `${arn} comes in without a group`);
  if (username.startsWith('system:node:') && groups.includes('system:masters')) {
    say('error', 'node-with-masters', `${arn} is a node with system:masters`);
  }
  for (const group of groups) {
    if (/ - |\n/.test(group))
      say(
        'error',
        'swallowed-dash',
        `the group "${group}" swallowed the next line's dash: its lines are indented unevenly`,
      );
    else if (/\s/.test(group)) say('warning', 'blank-in-group', `the group "${group}" holds a blank`);
  }
  for (const text of [username, ...groups]) aboutTemplates(text, say);
}

function aboutTemplates(text: string, say: Say): void {
  for (const [whole, name = ''] of text.matchAll(/\{\{([^{}]*)\}\}/g)) {
    if (!TEMPLATES.includes(name))
      say(
        'error',
        'unknown-template',
        `${whole} is no template of the authenticator: it stays as it is written`,
      );
  }
  if (/<[A-Za-z_ ]+>|\$\{/.test(text))
    say('error', 'placeholder', `"${text}" holds a placeholder that nobody filled in`);
}

function aboutFields({ value }: DecodedRow, say: Say): void {
  if (value.type !== 'map') return;
  for (const { name, value: field } of value.fields.values()) {
    const known = FIELDS.includes(name.toLowerCase());
    const alike = FIELDS.find((one) => one === name.trim().toLowerCase().replaceAll(/[-_]/g, ''));
    if (!known && alike !== undefined)
      say('error', 'unknown-field', `${name} is ignored: ${alike} is meant?`, field);
  }
  for (const key of value.repeated)
    say('warning', 'repeated-field', `${key.value} stands twice in a row: the last counts`);
}

/** A row that a later one of the same ARN hides. */
export function duplicateProblem(row: ReadRow, by: ReadRow): ValueProblem {
  const message = `${row.arn} stands again in line ${String(by.position.line)}: of duplicates the last counts, this one does not`;
  return { key: row.list, severity: 'error', code: 'duplicate-arn', ...row.position, message };
}

/** Accounts that are no account ids. */
export function accountProblems(accounts: readonly string[]): readonly ValueProblem[] {
  return accounts
    .filter((account) => !/^\d{12}$/.test(account))
    .map((account) => ({
      key: 'mapAccounts',
      severity: 'error' as const,
      code: 'not-an-account',
      line: 1,
      column: 1,
      message: `"${account}" is no account id of 12 digits, so it matches nobody`,
    }));
}
