import { parsePrincipal } from '../arn/index.ts';
import { accessFaults, faultText } from '../fleet/access-faults.ts';
import { writes, type Change } from '../merge/change-set.ts';
import type { Guardrail, Objection } from './guardrail.ts';

/**
 * What no grant may give is not written either, though a push would have refused it: a revision may be older than a
 * rule, and a table may be written by hand. Nobody may pass over it, because changing the grant is the way.
 */
export const grantRules: Guardrail = {
  name: 'grant-rules',
  overridable: false,
  grantsOnly: true,
  objections: ({ changeSet }) => writes(changeSet).flatMap(faultsOf),
};

function faultsOf(change: Change): readonly Objection[] {
  if (!('after' in change)) return [];
  const { principal, after } = change;
  const kind = (parsePrincipal(after.arn) ?? parsePrincipal(principal))?.kind;
  if (kind === undefined) return [{ principal, message: `${after.arn} is no IAM role or user` }];
  return accessFaults(after, kind).map((fault) => ({
    principal,
    message: `the row of ${after.arn} may not be written: ${faultText(after, fault)}`,
  }));
}
