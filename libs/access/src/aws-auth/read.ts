import { decodeAccounts } from './accounts.ts';
import { decodeList } from './decode-list.ts';
import { YamlError } from './goyaml/index.ts';
import type { MappingList } from './mapping.ts';
import { accountProblems } from './problems/account-problems.ts';
import { keyProblems } from './problems/key-problems.ts';
import { acrossProblems, duplicateProblems } from './problems/duplicate-problems.ts';
import { rowProblems } from './problems/row-problems.ts';
import { ignoredProblem, noRowsProblem, yamlProblem } from './problems/value-problems.ts';
import type { AwsAuthData, Reading, ReadRow, ValueProblem } from './reading.ts';
import type { DecodedRow } from './row.ts';

/**
 * Reads the data of an `aws-auth` ConfigMap as aws-iam-authenticator v0.7.18 does (facts.md: What the authenticator
 * reads in aws-auth), and tells everything wrong with it. Never throws: a key that holds a YAML error is `unreadable`
 * and has no rows, which is what the authenticator has. What cannot be told for certain is unreadable as well.
 */
export function readAwsAuth(data: AwsAuthData): Reading {
  const roles = readList(data, 'mapRoles');
  const users = readList(data, 'mapUsers');
  const accounts = readAccounts(data);
  const parts = [roles, users, accounts];
  let problems: readonly ValueProblem[] | undefined;
  return {
    roles: roles.rows,
    users: users.rows,
    accounts: accounts.accounts,
    unreadable: parts.flatMap(({ unreadable }) => unreadable ?? []),
    // Looked for when somebody asks: a run reads thousands of documents, and asks about those that it cannot read.
    get problems() {
      problems ??= [
        ...keyProblems(data),
        ...parts.flatMap((part) => part.problems()),
        ...acrossProblems(roles.rows, users.rows),
      ];
      return problems;
    },
  };
}

/** What one key of the ConfigMap gives. */
interface Part {
  readonly rows: readonly ReadRow[];
  readonly accounts: readonly string[];
  readonly problems: () => readonly ValueProblem[];
  readonly unreadable?: string;
}

const NOTHING: Part = { rows: [], accounts: [], problems: () => [] };

function readList(data: AwsAuthData, list: MappingList): Part {
  return unlessUnreadable(list, data[list], (text) => {
    const { list: value, rows, kept, ignored } = decodeList(list, text);
    return {
      ...NOTHING,
      rows: kept.map((row) => readRow(list, row)),
      problems: () => [
        ...rows.flatMap((row) => rowProblems(list, row)),
        ...duplicateProblems(list, rows, kept),
        ...(value === undefined ? noRowsProblem(list, text) : []),
        ...ignoredProblem(list, ignored),
      ],
    };
  });
}

function readRow(list: MappingList, { arn, username, groups, principal, node }: DecodedRow): ReadRow {
  const position = { line: node.line + 1, column: node.column + 1 };
  return { list, arn, username, groups, principal, position };
}

/** `mapAccounts`, whose accounts count as far as it can be read. */
function readAccounts(data: AwsAuthData): Part {
  return unlessUnreadable('mapAccounts', data['mapAccounts'], (text) => {
    const decoded = decodeAccounts(text);
    const { error, ignored } = decoded;
    const ids = [...decoded.accounts.map(({ id }) => id), ...(error === undefined ? [] : [''])];
    const problems = () => [
      ...accountProblems(decoded),
      ...ignoredProblem('mapAccounts', ignored),
      ...(error === undefined ? [] : [yamlProblem('mapAccounts', text, error)]),
    ];
    const part = { ...NOTHING, accounts: [...new Set(ids)], problems };
    return error === undefined ? part : { ...part, unreadable: 'mapAccounts' };
  });
}

function unlessUnreadable(key: string, text: string | undefined, read: (text: string) => Part): Part {
  if (text === undefined) return NOTHING;
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return { ...NOTHING, unreadable: key, problems: () => [yamlProblem(key, text, error)] };
  }
}
