import { protectedKeys } from '../merge/protected-keys.ts';
import type { Guardrail } from './guardrail.ts';
import { lostAccess } from './lost-access.ts';

/** Break-glass principals keep what they have, wherever they have it. */
export const protectedPrincipals: Guardrail = {
  name: 'protected',
  overridable: true,
  objections: ({ was, is, protectedPrincipals: kept }) =>
    [...protectedKeys(kept)].flatMap((key) => {
      const rows = was.get(key);
      const loss = rows === undefined ? undefined : lostAccess(rows, is.get(key));
      return loss === undefined
        ? []
        : [{ principal: key, message: `the protected principal ${rows?.[0]?.arn ?? key} ${loss}` }];
    }),
};
