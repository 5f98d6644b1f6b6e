import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readManifests } from '@roster/access';
import { command } from '../command.ts';
import { EXIT, worst } from '../exits.ts';
import type { Io } from '../io.ts';
import { lintReport, renderLint, type LintReport } from '../lint/lint-report.ts';
import { plural } from '../output/plural.ts';
import { UsageError } from '../usage-error.ts';

export const lint = command({
  operands: [{ name: '<files...>', summary: 'manifests of aws-auth, YAML or JSON; - is standard input' }],
  options: {},
  exits: { 0: 'every document is as it should be', 1: 'a document is broken, or has an error' },
  notes: 'Warnings alone end with 0. Needs no credentials, no cluster and no store.',
  run: async ({ io, out }, { operands }) => {
    const reports: LintReport[] = [];
    const unopened: string[] = [];
    for (const file of operands) {
      const bytes = await readBytes(io, file).catch((error: unknown) => {
        unopened.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
      });
      if (bytes !== undefined)
        reports.push(...readManifests(bytes).map((manifest) => lintReport(file, manifest)));
    }
    out.result(reports, renderLint);
    if (reports.length > 1) out.note(summary(reports));
    if (unopened.length > 0) throw new UsageError(unopened.join('\n'));
    const errors = reports.some(({ problems }) => problems.some(({ severity }) => severity === 'error'));
    return worst([errors ? EXIT.differs : EXIT.ok]);
  },
});

function summary(reports: readonly LintReport[]): string {
  const problems = reports.flatMap((report) => report.problems);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const counts = [plural(errors, 'error'), plural(problems.length - errors, 'warning')];
  return `${plural(reports.length, 'document')}: ${counts.join(', ')}`;
}

/** The bytes of a file, for kubectl refuses what is no UTF-8. */
function readBytes(io: Io, file: string): Promise<string | Uint8Array> {
  return file === '-' ? io.stdin() : readFile(path.resolve(io.cwd, file));
}
