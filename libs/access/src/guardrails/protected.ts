import { canonicalPrincipal, principalKey } from '../arn/index.ts';
import type { Guardrail } from './guardrail.ts';
import { decidingByPrincipal, lostAccess } from './lost-access.ts';

/** Break-glass principals keep what they have, wherever they have it. */
export const protectedPrincipals: Guardrail = {
  name: 'protected',
  overridable: true,
  objections: ({ before, after, protectedPrincipals: kept }) => {
    const [was, is] = [decidingByPrincipal(before), decidingByPrincipal(after)];
    return kept.flatMap((arn) => {
      const key = principalKey(canonicalPrincipal(arn) ?? arn);
      const row = was.get(key);
      const loss = row === undefined ? undefined : lostAccess(row, is.get(key));
      return loss === undefined ? [] : [`the protected principal ${arn} ${loss}`];
    });
  },
};
