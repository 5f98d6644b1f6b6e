import { plural } from '../output/plural.ts';
import { safe } from '../output/escape.ts';
import type { LintReport } from './lint-report.ts';

/** Only there the authenticator reads it; kubectl takes its current namespace where none is named. */
const PLACE = 'kube-system';

const isAwsAuth = ({ name, namespace = PLACE }: LintReport): boolean =>
  name === 'aws-auth' && namespace === PLACE;

/** The documents of one file: whoever applies it has the last aws-auth of it alone, so an earlier one is an error. */
export function withTwins(reports: readonly LintReport[]): readonly LintReport[] {
  const all = reports.filter(isAwsAuth);
  const last = all.at(-1);
  if (last === undefined || all.length < 2) return reports;
  return reports.map((report) => (report === last || !isAwsAuth(report) ? report : withTwin(report, last)));
}

function withTwin(report: LintReport, last: LintReport): LintReport {
  const twin = {
    severity: 'error',
    code: 'twice-in-file',
    message: `document ${String(last.document)} is aws-auth too, and takes the place of this one whole: put all rows into one`,
    ...report.at,
  } as const;
  return { ...report, problems: [twin, ...report.problems] };
}

/** Several files may be for several clusters, or for one: that is said, and no error. Empty for one file. */
export function alsoInFiles(reports: readonly LintReport[]): string {
  const files = [...new Set(reports.filter(isAwsAuth).map(({ file }) => file))];
  if (files.length < 2) return '';
  const named = files.slice(0, 3).map(safe).join(', ');
  const more = files.length > 3 ? ` and ${plural(files.length - 3, 'more file')}` : '';
  return `warning: aws-auth is in ${named}${more}: on one cluster the one that is applied last takes the place of the others`;
}
