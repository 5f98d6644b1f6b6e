import fc from 'fast-check';
import { describe, it } from 'vitest';
import { arbitraryRequest, arbitraryTidyData, arns } from '../src/testing/index.ts';
import { checkDraft, checkMerge } from './check-merge.ts';

describe('a merge, whatever the document', () => {
  it('leaves nothing to do, and nothing else changed', () => {
    fc.assert(fc.property(arbitraryTidyData, arbitraryRequest(arns), checkMerge), { numRuns: 500 });
  });

  it('never gets past the guardrails with a protected or node row lost', () => {
    fc.assert(fc.property(arbitraryTidyData, arbitraryRequest(arns), checkDraft), { numRuns: 300 });
  });
});
