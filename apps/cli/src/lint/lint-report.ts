import type { IdentityMapping, Manifest, Problem, ReadRow } from '@roster/access';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { plural } from '../output/plural.ts';
import { table } from '../output/table.ts';

/** One document as `lint -o json` prints it: what the authenticator would have in memory, and what is wrong. */
export interface LintReport {
  readonly file: string;
  /** Counts from 1 within the file. */
  readonly document: number;
  readonly name?: string;
  readonly namespace?: string;
  /** Where the document begins. */
  readonly at: { readonly line: number; readonly column: number };
  readonly roles: readonly IdentityMapping[];
  readonly users: readonly IdentityMapping[];
  readonly accounts: readonly string[];
  readonly problems: readonly Problem[];
}

export function lintReport(file: string, { document, reading, problems, ...rest }: Manifest): LintReport {
  const { name, namespace, at } = rest;
  const { roles, users, accounts } = reading;
  const sorted = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  const named = {
    ...(name === undefined ? {} : { name }),
    ...(namespace === undefined ? {} : { namespace }),
  };
  return {
    file,
    document,
    ...named,
    at,
    roles: roles.map(mapping),
    users: users.map(mapping),
    accounts,
    problems: sorted,
  };
}

const mapping = ({ arn, username, groups }: ReadRow): IdentityMapping => ({ arn, username, groups });

/** The reports as text: what each document grants, then what is wrong with it. */
export function renderLint(reports: readonly LintReport[], paint: Paint): string {
  return reports.map((report) => renderOne(report, reports, paint)).join('\n');
}

function renderOne(report: LintReport, all: readonly LintReport[], paint: Paint): string {
  const { file, document, problems } = report;
  const several = all.filter((other) => other.file === file).length > 1;
  const title = `${safe(file)}${several ? `, document ${String(document)}` : ''}`;
  return `${paint('bold', title)}\n${grants(report, paint)}${problems.map((problem) => problemLine(file, problem, paint)).join('')}`;
}

function grants({ roles, users, accounts }: LintReport, paint: Paint): string {
  const rows = [...roles, ...users].map(({ arn, username, groups }) => [
    safe(arn),
    username === '' ? paint('dim', '(no username)') : safe(username),
    groups.length === 0 ? paint('dim', '(no groups)') : groups.map(safe).join(', '),
  ]);
  for (const account of accounts)
    rows.push([`every principal of account ${safe(account)}`, 'its ARN', paint('dim', '(no groups)')]);
  if (rows.length === 0) return paint('dim', '  grants nothing\n');
  return `  grants ${plural(rows.length, 'row')}\n${table(rows, { indent: 4 })}`;
}

function problemLine(file: string, { severity, code, line, column, message }: Problem, paint: Paint): string {
  const place = `${safe(file)}:${String(line)}:${String(column)}`;
  return `  ${place}: ${paint(severity === 'error' ? 'red' : 'yellow', severity)}: ${safe(message)} ${paint('dim', `(${code})`)}\n`;
}
