import { canonicalPrincipal, principalKey } from '../arn/index.ts';
import { protectedKeys } from '../merge/protected-keys.ts';
import type { Guardrail } from './guardrail.ts';

/** A principal that the fleet file denies is removed, but for our own way in and protected ones: no override helps. */
export const deniedPrincipals: Guardrail = {
  name: 'denied-principals',
  overridable: false,
  objections: ({ changeSet, own, protectedPrincipals }) => {
    const ours = protectedKeys(own.map(({ arn }) => arn));
    const kept = protectedKeys(protectedPrincipals);
    return changeSet.changes.flatMap((change) => {
      if (change.op !== 'remove' || change.cause !== 'denied') return [];
      const { principal } = change;
      const keys = [principal, principalKey(canonicalPrincipal(principal) ?? principal)];
      const is = keys.some((key) => ours.has(key))
        ? "is Roster's own identity"
        : keys.some((key) => kept.has(key))
          ? 'is protected'
          : undefined;
      if (is === undefined) return [];
      return [
        {
          principal,
          message: `${change.before.arn} is denied, and ${is}: it stays; take it out of "denied"`,
        },
      ];
    });
  },
};
