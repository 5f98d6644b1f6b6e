import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editAwsAuth, UneditableError } from '../src/aws-auth/edit.ts';
import { draftWrite } from '../src/guardrails/draft-write.ts';
import { planChanges } from '../src/merge/plan-changes.ts';
import { arbitraryRequest, arns, type Request } from '../src/testing/index.ts';
import { checkDraft, checkMerge } from './check-merge.ts';
import { DECIDED } from './readings.ts';
import { corpusDocuments } from './corpora.ts';
import { account } from './readings.ts';

const readable = corpusDocuments().flatMap(({ name, manifest: { data, reading } }) =>
  data !== undefined && reading.unreadable.length === 0 ? [{ name, data, reading }] : [],
);
const unreadable = corpusDocuments().flatMap(({ name, manifest: { data, reading } }) =>
  data !== undefined && reading.unreadable.length > 0 ? [{ name, data, reading }] : [],
);
const noDocument = corpusDocuments().filter(({ manifest }) => manifest.data === undefined);

/** The documents of the corpora may be such that no edit is certain: then that is said, and nothing returned. */
function unlessUneditable(check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof UneditableError)) throw error;
  }
}

describe('a merge into documents of the corpora', () => {
  it.each(readable)('$name', ({ data, reading }) => {
    const its = [...reading.roles, ...reading.users].map(({ arn }) => arn);
    const requests = arbitraryRequest([...new Set([...its, ...arns])]);
    const check = (request: Request) => {
      unlessUneditable(() => checkMerge(data, request));
      checkDraft(data, request);
    };
    fc.assert(fc.property(requests, check), { numRuns: 20 });
  });

  it.each(unreadable)('$name: refused, it does not parse', ({ data, reading }) => {
    const wanted = { arn: arns[0]!, username: 'u', groups: [], grants: ['g'] };
    const request = {
      desired: [wanted],
      owned: [],
      mode: 'merge' as const,
      account,
      protectedPrincipals: [],
      denied: [],
    };
    const changeSet = planChanges({ ...request, live: reading });
    const draft = draftWrite(data, {
      changeSet,
      before: reading,
      owned: [],
      own: [],
      removals: DECIDED,
      account,
      protectedPrincipals: [],
      privilegedFrom: [],
      privilegedGroups: [],
      overrides: [],
    });
    expect(draft.data).toBe(data);
    expect(draft.withheld).toEqual(changeSet.changes);
    expect(new Set(draft.refusals.map(({ rule }) => rule))).toEqual(new Set(['unparseable']));
    const principal = arns[0]!.toLowerCase();
    expect(() => editAwsAuth(data, [{ op: 'put', principal, list: 'mapRoles', mapping: wanted }])).toThrow(
      UneditableError,
    );
  });

  it.each(noDocument)('$name: no document, and that is said', ({ manifest }) => {
    expect(manifest.problems.map(({ severity }) => severity)).toContain('error');
  });
});
