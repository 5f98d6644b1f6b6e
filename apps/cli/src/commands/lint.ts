import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isOtherObject, readManifests, type Manifest } from '@roster/access';
import { command } from '../command.ts';
import { EXIT, worst } from '../exits.ts';
import type { Io } from '../io.ts';
import { lintReport, renderLint, type LintReport } from '../lint/lint-report.ts';
import { alsoInFiles, withTwins } from '../lint/twins.ts';
import { safe } from '../output/escape.ts';
import { plural } from '../output/plural.ts';
import { UsageError } from '../usage-error.ts';

export const lint = command({
  operands: [
    { name: '<files...>', summary: 'manifests, YAML or JSON, as they are applied; - is standard input' },
  ],
  options: {},
  exits: {
    0: 'every aws-auth is as it should be; there may be warnings',
    1: 'one is broken, or has an error, or there is none in these files',
  },
  notes: `Other objects are passed over, and counted: what Helm or kustomize renders can be piped in whole, as in
helm template . | roster lint -
What cannot be read at all is an error, for kubectl refuses it. Needs no credentials, no cluster and no store.`,
  run: async ({ io, out }, { operands }) => {
    const reports: LintReport[] = [];
    const unopened: string[] = [];
    let others = 0;
    for (const file of operands) {
      const bytes = await readBytes(io, file).catch((error: unknown) => {
        unopened.push(`${safe(file)}: ${whyUnopened(error)}`);
      });
      if (bytes === undefined) continue;
      const manifests = readManifests(bytes);
      const ours = manifests.filter(
        (manifest) => !isOtherObject(manifest) && !isEmptyBeside(manifest, manifests),
      );
      others += manifests.filter(isOtherObject).length;
      reports.push(...withTwins(ours.map((manifest) => lintReport(file, manifest))));
    }
    out.result(reports, renderLint);
    const notes = [summary(reports), alsoInFiles(reports), passedOver(others)].filter((note) => note !== '');
    for (const note of notes) out.note(note);
    if (unopened.length > 0) throw new UsageError(unopened.join('\n'));
    const errors = reports.some(({ problems }) => problems.some(({ severity }) => severity === 'error'));
    if (reports.length === 0) out.note('no aws-auth in there: nothing was looked at');
    return worst([errors || reports.length === 0 ? EXIT.differs : EXIT.ok]);
  },
});

/** A file without a document, which is broken where it is alone. */
const isEmptyBeside = ({ problems }: Manifest, all: readonly Manifest[]): boolean =>
  all.length > 1 && problems.some(({ code }) => code === 'empty');

function summary(reports: readonly LintReport[]): string {
  if (reports.length < 2) return '';
  const problems = reports.flatMap((report) => report.problems);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const counts = [plural(errors, 'error'), plural(problems.length - errors, 'warning')];
  return `${plural(reports.length, 'document')}: ${counts.join(', ')}`;
}

const passedOver = (others: number): string =>
  others === 0 ? '' : `${plural(others, 'other object')} passed over`;

/** The bytes of a file, for kubectl refuses what is no UTF-8. */
async function readBytes(io: Io, file: string): Promise<string | Uint8Array> {
  return file === '-' ? io.stdin() : readFile(path.resolve(io.cwd, file));
}

function whyUnopened(error: unknown): string {
  // What is wrong with the command itself is said once, and by itself.
  if (error instanceof UsageError) throw error;
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file';
  if (code === 'EISDIR') return 'is a folder: name its files';
  return code === 'EACCES' ? 'you may not read it' : error instanceof Error ? error.message : String(error);
}
