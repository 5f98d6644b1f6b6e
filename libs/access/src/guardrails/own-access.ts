import { canonicalPrincipal, principalKey } from '../arn/index.ts';
import { writes } from '../merge/change-set.ts';
import type { Guardrail } from './guardrail.ts';
import { lostAccess } from './lost-access.ts';

/** Our own identities that came in by a row keep it: a run must be able to correct, or undo, what it wrote. */
export const ownAccess: Guardrail = {
  name: 'own-access',
  overridable: true,
  objections: ({ changeSet, was, is, own }) => {
    if (writes(changeSet).length === 0) return [];
    return own
      .filter(({ cameBy }) => cameBy === 'row')
      .flatMap(({ arn }) => {
        const key = principalKey(canonicalPrincipal(arn) ?? arn);
        // Not in what was read, though it came in by a row: then it must at least be there afterwards.
        const rows = was.get(key) ?? is.get(key);
        const loss = rows === undefined ? 'is not mapped' : lostAccess(rows, is.get(key));
        return loss === undefined ? [] : [`Roster's own identity ${arn} ${loss}; grant it in the catalog`];
      });
  },
};
