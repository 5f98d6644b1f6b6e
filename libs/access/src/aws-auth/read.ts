import { principalKey } from '../arn/index.ts';
import { readAccounts } from './accounts.ts';
import { YamlError } from './goyaml/index.ts';
import type { MappingList } from './mapping.ts';
import { accountProblems, duplicateProblem, keyProblems, rowProblems } from './problems.ts';
import type { AwsAuthData, Reading, ReadRow, ValueProblem } from './reading.ts';
import { decodeRows, isSkipped, type DecodedRow } from './row.ts';

interface ListReading {
  readonly rows: readonly ReadRow[];
  readonly problems: readonly ValueProblem[];
  readonly unreadable: boolean;
}

/**
 * Reads the data of an `aws-auth` ConfigMap as aws-iam-authenticator v0.7.8 does (facts.md: What the authenticator
 * reads in aws-auth), and tells everything wrong with it. Never throws: a key that holds a YAML error is `unreadable`
 * and has no rows, which is what the authenticator has. What cannot be told for certain is unreadable as well.
 */
export function readAwsAuth(data: AwsAuthData): Reading {
  const roles = readList(data, 'mapRoles');
  const users = readList(data, 'mapUsers');
  const accounts = readAccountList(data['mapAccounts']);
  const lists = [
    ['mapRoles', roles.unreadable],
    ['mapUsers', users.unreadable],
    ['mapAccounts', accounts.unreadable],
  ] as const;
  return {
    roles: roles.rows,
    users: users.rows,
    accounts: accounts.accounts,
    unreadable: lists.filter(([, unreadable]) => unreadable).map(([key]) => key),
    problems: [...keyProblems(data), ...roles.problems, ...users.problems, ...accounts.problems],
  };
}

function readList(data: AwsAuthData, list: MappingList): ListReading {
  const text = data[list];
  if (text === undefined || isSkipped(text)) return { rows: [], problems: [], unreadable: false };
  const decoded = decodeRows(text, list === 'mapRoles' ? 'rolearn' : 'userarn');
  if ('error' in decoded)
    return { rows: [], problems: [syntaxProblem(list, decoded.error)], unreadable: true };
  const rows: ReadRow[] = [];
  const problems: ValueProblem[] = [];
  for (const row of decoded.rows) {
    problems.push(...rowProblems(list, row));
    if (row.arn !== '' && !row.sso) rows.push(readRow(list, row));
  }
  return { ...lastOfEach(list, rows, problems), unreadable: false };
}

/** Of rows with the same key the last stays, at its place. Users are keyed by the ARN as it is written. */
function lastOfEach(list: MappingList, all: readonly ReadRow[], found: readonly ValueProblem[]) {
  const keyOf = (row: ReadRow) => (list === 'mapRoles' ? row.arn.toLowerCase() : row.arn);
  const last = new Map(all.map((row) => [keyOf(row), row]));
  const lost = all.filter((row) => last.get(keyOf(row)) !== row);
  return {
    rows: all.filter((row) => last.get(keyOf(row)) === row),
    problems: [...found, ...lost.map((row) => duplicateProblem(row, last.get(keyOf(row)) ?? row))],
  };
}

function readRow(list: MappingList, { arn, username, groups, value }: DecodedRow): ReadRow {
  const { line, column } = value.node.start;
  return {
    list,
    arn,
    username,
    groups,
    principal: principalKey(arn),
    position: { line: line + 1, column: column + 1 },
  };
}

function readAccountList(text: string | undefined) {
  try {
    const accounts = readAccounts(text);
    return { accounts, unreadable: false, problems: accountProblems(accounts) };
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return { accounts: [], unreadable: true, problems: [syntaxProblem('mapAccounts', error)] };
  }
}

function syntaxProblem(key: string, { message, mark }: YamlError): ValueProblem {
  const none = key === 'mapAccounts' ? 'no account of it counts' : 'none of its rows counts';
  return {
    key,
    severity: 'error',
    code: 'yaml-error',
    line: mark.line + 1,
    column: mark.column + 1,
    message: `${key}: ${message}; ${none}`,
  };
}
