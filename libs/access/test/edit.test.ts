import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { principalKey } from '../src/arn/index.ts';
import { editAwsAuth, UneditableError, type Edit } from '../src/aws-auth/edit.ts';
import type { AwsAuthData } from '../src/aws-auth/reading.ts';
import { arbitraryEdits, arbitrarySharedData, arbitraryTidyData, arns } from '../src/testing/index.ts';
import { checkEdit, checkLines } from './check-edit.ts';
import { corpusDocuments } from './corpora.ts';

describe('an edit, whatever the document', () => {
  it('gives exactly the edited rows, the same text when made again, and touches no other key', () => {
    fc.assert(fc.property(arbitraryTidyData, arbitraryEdits(arns), checkEdit), { numRuns: 300 });
  });

  it('leaves the lines of all other rows, and comments, as they are', () => {
    fc.assert(fc.property(arbitraryTidyData, arbitraryEdits(arns), checkLines), { numRuns: 300 });
  });
});

const readable = corpusDocuments().flatMap(({ name, manifest: { data, reading } }) =>
  data !== undefined && reading.unreadable.length === 0 ? [{ name, data, reading }] : [],
);

describe('an edit of a document of the corpora', () => {
  it.each(readable)('$name', ({ data, reading }) => {
    const its = [...reading.roles, ...reading.users].map(({ arn }) => arn);
    let refused = 0;
    const check: typeof checkEdit = (...edit) => {
      try {
        checkEdit(...edit);
      } catch (error) {
        if (!(error instanceof UneditableError)) throw error;
        refused += 1;
      }
    };
    fc.assert(fc.property(fc.constant(data), arbitraryEdits([...its, ...its, ...arns]), check), {
      numRuns: 30,
    });
    // Aliases, repeated fields and text that nobody reads are refused; nearly everything else can be edited.
    if (!/[*&]|ignored|repeated/.test(JSON.stringify([data, reading.problems]))) expect(refused).toBe(0);
  });
});

describe('an edit of a document whose rows share lists and rows by anchors', () => {
  it('gives exactly the edited rows, refuses none, and leaves the lines of the others but one for each anchor', () => {
    const check = (data: AwsAuthData, edits: readonly Edit[]) => {
      checkEdit(data, edits);
      const text = data['mapRoles'] ?? '';
      const touched = new Set(edits.map(({ principal }) => principal));
      const left = new Set((editAwsAuth(data, edits)['mapRoles'] ?? '').split('\n'));
      // A row that is nothing but an alias has the principal of the row that it repeats.
      const arnOf = (one: string) => /rolearn: ([^,\n]*)/.exec(one)?.[1];
      const rows = text.split(/^(?=- )/m).filter((one) => !touched.has(principalKey(arnOf(one) ?? '')));
      const lost = rows.flatMap((one) =>
        arnOf(one) === undefined ? [] : one.split('\n').filter((line) => !left.has(line)),
      );
      expect(lost.length).toBeLessThanOrEqual(text.split('&').length - 1);
      for (const line of lost) expect(line).toContain('*');
    };
    fc.assert(fc.property(arbitrarySharedData, arbitraryEdits(arns), check), { numRuns: 2000 });
  });
});
