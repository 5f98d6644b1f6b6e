import type { Reading, ValueProblem } from '../aws-auth/reading.ts';
import { writes } from '../merge/change-set.ts';
import type { Guardrail } from './guardrail.ts';

/**
 * What `lint` calls an error is not written: no row of the change set may have one that it did not have before. Errors
 * in rows of others are theirs, and hinder nobody. Nobody may pass over it, because an error is what no row should hold.
 */
export const lintErrors: Guardrail = {
  name: 'lint-errors',
  overridable: false,
  grantsOnly: true,
  objections: ({ changeSet, before, after }) => {
    const written = new Set(writes(changeSet).map(({ principal }) => principal));
    if (written.size === 0) return [];
    const stood = new Set(errorsOf(before, written).map(textOf));
    return errorsOf(after, written)
      .filter((error) => !stood.has(textOf(error)))
      .map(({ principal = '', message }) => ({
        principal,
        message: `lint would call it an error: ${message}`,
      }));
  },
};

function errorsOf({ problems }: Reading, principals: ReadonlySet<string>): readonly ValueProblem[] {
  return problems.filter(
    ({ severity, principal }) => severity === 'error' && principal !== undefined && principals.has(principal),
  );
}

const textOf = ({ principal, code, message }: ValueProblem): string =>
  JSON.stringify([principal, code, message]);
