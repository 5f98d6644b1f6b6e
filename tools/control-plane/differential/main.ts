import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { goPrograms } from '../src/programs/index.ts';
import { writeExpected, writeFinding } from './findings.ts';
import { startOracle, type Oracle } from './oracle.ts';
import { countLines, runDifferential } from './run-all.ts';

const USAGE = `npm run differential -- [--documents N] [--seed N] [--findings FOLDER]
    compares our reading of N generated documents (100000), and of the corpora, with the authenticator's own;
    each disagreement is written, shrunk, into the folder (differential-findings) as a candidate for the corpus
npm run differential -- --expect FILE...
    writes FILE's .expected.json: rows of the authenticator, problems of ours
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    documents: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    findings: { type: 'string', default: 'differential-findings' },
    expect: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(USAGE);
} else {
  const { parseMap } = await goPrograms((line) => process.stderr.write(`${line}\n`));
  await using oracle = startOracle(parseMap);
  process.exitCode = values.expect ? await expectFiles(oracle) : await search(oracle);
}

async function expectFiles(oracle: Oracle): Promise<number> {
  for (const file of positionals) {
    const written = await writeExpected(oracle, file, await readFile(file));
    process.stdout.write(`${written}: look at its problems\n`);
  }
  return 0;
}

async function search(oracle: Oracle): Promise<number> {
  const begun = performance.now();
  const progress = (source: string, documents: number) => {
    const seconds = Math.round((performance.now() - begun) / 1000);
    process.stderr.write(`${seconds} s: ${documents} of ${source}\n`);
  };
  const [documents, seed] = [Number(values.documents), Number(values.seed)];
  const counts = await runDifferential(oracle, { documents, seed, mostFindings: 20, progress });
  process.stdout.write(`${countLines(counts).join('\n')}\n`);
  const findings = counts.flatMap((count) => count.findings);
  for (const finding of findings) {
    const file = await writeFinding(oracle, path.resolve(values.findings), finding);
    process.stdout.write(
      `${finding.verdict.kind}: ${file}\n${JSON.stringify(finding.verdict, undefined, 2)}\n`,
    );
  }
  return findings.length === 0 ? 0 : 1;
}
