import { goPrograms } from '@roster/control-plane/programs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runEdits } from '../edits.ts';
import { startOracle, type Oracle } from '../oracle.ts';
import { countLines, runDifferential } from '../run-all.ts';
import type { Count } from '../run.ts';

const SEED = 20_261_124;
const DOCUMENTS = 24_000;
const EDITS = 4000;

let oracle: Oracle;
beforeAll(async () => {
  oracle = startOracle((await goPrograms()).parseMap);
});
afterAll(() => oracle[Symbol.asyncDispose]());

const sum = (counts: readonly Count[], of: (count: Count) => number) =>
  counts.reduce((total, count) => total + of(count), 0);

describe('our reading of documents', () => {
  it(`is the authenticator's own, over the corpora and ${String(DOCUMENTS)} generated documents`, async () => {
    const counts = await runDifferential(oracle, { documents: DOCUMENTS, seed: SEED, mostFindings: 3 });
    console.log(countLines(counts).join('\n'));
    expect(counts.flatMap(({ findings }) => findings)).toEqual([]);
    expect(sum(counts, ({ documents }) => documents)).toBeGreaterThan(20_000);
    // Of documents without a row an agreement says little.
    expect(sum(counts, ({ withRows }) => withRows)).toBeGreaterThan(DOCUMENTS / 3);
    for (const { documents, refused, source } of counts)
      expect(refused, source).toBeLessThan(source.startsWith('mutated') ? documents / 100 : 1);
  });

  it('is still the same after our edits, with the edits made', async () => {
    const { edits, refused, finding } = await runEdits(oracle, { edits: EDITS, seed: SEED });
    console.log(`${String(edits)} edits, of which ${String(refused)} were refused`);
    expect(finding).toBeUndefined();
    expect(edits).toBe(EDITS);
    expect(refused).toBeLessThan(EDITS / 2);
  });

  it('fails on an answer that is another', async () => {
    const other: Oracle = {
      ...oracle,
      ask: async (asked) => {
        const answer = await oracle.ask(asked);
        const { reading } = answer;
        return reading === undefined ? answer : { reading: { ...reading, users: reading.roles } };
      },
    };
    const counts = await runDifferential(other, { documents: 400, seed: SEED, mostFindings: 1 });
    const [finding] = counts.flatMap(({ findings }) => findings);
    expect(finding).toMatchObject({ source: 'data', verdict: { kind: 'differs' } });
    expect(JSON.stringify(finding).length).toBeLessThan(1500);
  });
});
