import type { Guardrail } from './guardrail.ts';

/** A document with a YAML error is not touched: its rows are unknown, to the authenticator and to us. */
export const unparseable: Guardrail = {
  name: 'unparseable',
  overridable: false,
  objections: ({ before, after }) =>
    [...new Set([...before.unreadable, ...after.unreadable])].map((key) => {
      const error = [...before.problems, ...after.problems].find(
        (problem) => problem.key === key && problem.severity === 'error',
      );
      const where = error === undefined ? '' : ` (line ${error.line}: ${error.message})`;
      return `${key} of aws-auth cannot be read${where}; correct it by hand`;
    }),
};
