import fc from 'fast-check';
import { principalKey } from '../arn/index.ts';
import type { PlanInput } from '../merge/plan-changes.ts';
import { arbitraryMapping } from './mappings.ts';

/** What is asked of a document: everything but the document itself. */
export type Request = Omit<PlanInput, 'live'>;

/** Requests about the given ARNs beside those of generated documents: whom to grant, who is owned, who protected. */
export function arbitraryRequest(arns: readonly string[]): fc.Arbitrary<Request> {
  const some = fc.subarray([...arns]);
  const one = fc.tuple(arbitraryMapping, fc.option(fc.constantFrom(...arns))).map(([mapping, arn]) => ({
    ...mapping,
    arn: arn ?? mapping.arn,
    grants: ['g'],
  }));
  return fc.record({
    desired: fc.uniqueArray(one, { maxLength: 5, selector: ({ arn }) => principalKey(arn) }),
    owned: some.map((all) => all.map(principalKey)),
    mode: fc.constantFrom('merge', 'exclusive'),
    protectedPrincipals: some,
  });
}
