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
      const why = error === undefined ? '' : `: ${error.message} (line ${error.line} of ${key})`;
      return { message: `${key} of aws-auth cannot be read${why}; correct it by hand` };
    }),
};
