import fc from 'fast-check';
import { describe, it } from 'vitest';
import { arbitraryRequest, arbitraryTidyData, arns } from '../src/testing/index.ts';
import { checkConverges, checkDraft, checkMerge } from './check-merge.ts';

describe('a merge, whatever the document', () => {
  it('leaves nothing to do, and nothing else changed', () => {
    fc.assert(fc.property(arbitraryTidyData, arbitraryRequest(arns), checkMerge), { numRuns: 500 });
  });

  it('never gets past the guardrails with a protected or node row lost', () => {
    fc.assert(fc.property(arbitraryTidyData, arbitraryRequest(arns), checkDraft), { numRuns: 300 });
  });

  it('withholds what is refused and writes the rest, and a second draft finds nothing more to write', () => {
    fc.assert(fc.property(arbitraryTidyData, arbitraryRequest(arns), checkConverges), { numRuns: 300 });
  });
});
