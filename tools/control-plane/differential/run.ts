import fc from 'fast-check';
import { compare, type Verdict } from './compare.ts';
import type { Asked, Oracle } from './oracle.ts';
import type { Source } from './sources.ts';

/** A document that we read otherwise than the authenticator, shrunk. */
export interface Finding {
  readonly source: string;
  readonly seed: number;
  readonly document: Asked;
  readonly verdict: Verdict;
}

export interface Count {
  readonly source: string;
  readonly documents: number;
  /** Of those, how many hold a row or an account to the authenticator. */
  readonly withRows: number;
  /** Byte-mutated documents that we refuse and the authenticator reads. */
  readonly refused: number;
  readonly findings: readonly Finding[];
}

export interface RunOptions {
  readonly documents: number;
  readonly seed: number;
  /** After so many findings a source is given up. */
  readonly mostFindings: number;
  readonly progress?: (source: string, documents: number) => void;
}

/** Compares our reading with the authenticator's over generated documents; every finding is shrunk. */
export async function runSource(oracle: Oracle, source: Source, options: RunOptions): Promise<Count> {
  const tally = { documents: 0, withRows: 0, refused: 0 };
  const findings: Finding[] = [];
  for (let seed = options.seed; tally.documents < options.documents; seed += 1) {
    let shrinking = false;
    const property = fc.asyncProperty(source.documents, async (document) => {
      const answer = await oracle.ask(document);
      const verdict = compare(document, answer);
      const excused = verdict.kind === 'same' || (verdict.kind === 'refused' && source.mutated);
      if (shrinking) return excused;
      tally.documents += 1;
      if (JSON.stringify(answer).includes('"arn":')) tally.withRows += 1;
      if (verdict.kind === 'refused') tally.refused += 1;
      if (tally.documents % 5000 === 0) options.progress?.(source.name, tally.documents);
      shrinking = !excused;
      return excused;
    });
    const run = await fc.check(property, { seed, numRuns: options.documents - tally.documents });
    const [document] = run.counterexample ?? [];
    if (!run.failed || document === undefined) continue;
    findings.push({
      source: source.name,
      seed,
      document,
      verdict: compare(document, await oracle.ask(document)),
    });
    if (findings.length >= options.mostFindings) break;
  }
  return { source: source.name, ...tally, findings };
}
