import { compare } from './compare.ts';
import type { Oracle } from './oracle.ts';
import { runSource, type Count, type RunOptions } from './run.ts';
import { corpusFiles, sources, type CorpusFile } from './sources.ts';

/** Every file of the corpora once. */
export async function runCorpus(
  oracle: Oracle,
  files: readonly CorpusFile[] = corpusFiles(),
): Promise<Count> {
  const count = { source: 'corpora', documents: 0, withRows: 0, refused: 0 };
  const findings: Count['findings'][number][] = [];
  for (const { name, bytes } of files) {
    const document = { file: bytes };
    const answer = await oracle.ask(document);
    const verdict = compare(document, answer);
    count.documents += answer.documents?.length ?? 0;
    count.withRows += (answer.documents ?? []).filter(({ reading }) => hasRows(reading)).length;
    if (verdict.kind !== 'same') findings.push({ source: name, seed: 0, document, verdict });
  }
  return { ...count, findings };
}

function hasRows(
  reading: { readonly roles: readonly unknown[]; readonly users: readonly unknown[] } | undefined,
) {
  return reading !== undefined && reading.roles.length + reading.users.length > 0;
}

/** The corpora, then as many generated documents as asked for, of every source its share. */
export async function runDifferential(oracle: Oracle, options: RunOptions): Promise<readonly Count[]> {
  const files = corpusFiles();
  const counts = [await runCorpus(oracle, files)];
  for (const source of sources(files)) {
    const documents = Math.ceil(options.documents * source.share);
    counts.push(await runSource(oracle, source, { ...options, documents }));
  }
  return counts;
}

/** The counts as lines to print. */
export function countLines(counts: readonly Count[]): readonly string[] {
  return counts.map(
    ({ source, documents, withRows, refused, findings }) =>
      `${source.padEnd(18)} ${String(documents).padStart(8)} documents, ${withRows} with rows, ` +
      `${refused} refused by us alone, ${findings.length} disagreements`,
  );
}
