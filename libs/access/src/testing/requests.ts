import fc from 'fast-check';
import { principalKey } from '../arn/index.ts';
import type { PlanInput } from '../merge/plan-changes.ts';
import { account, arbitraryMapping } from './mappings.ts';

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
    owned: some.map((all) => all.map((arn) => ({ principal: principalKey(arn), grants: ['g'] }))),
    mode: fc.constantFrom('merge', 'exclusive'),
    account: fc.constant(account),
    protectedPrincipals: some,
    // In most of the requests nobody is denied, as in most fleets.
    denied: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: some }),
  });
}
