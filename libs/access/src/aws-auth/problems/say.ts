import type { Mark } from '../goyaml/index.ts';
import type { ValueProblem } from '../reading.ts';

export type Severity = ValueProblem['severity'];

/** Takes note of a problem at a place of the value that is looked at. */
export type Say = (severity: Severity, code: string, message: string, at: Mark) => void;

/** Problems of one key of the ConfigMap, or of one principal's row in it, and how to add one. */
export function collect(
  key: string,
  principal?: string,
): { readonly problems: ValueProblem[]; readonly say: Say } {
  const problems: ValueProblem[] = [];
  const say: Say = (severity, code, message, { line, column }) => {
    const about = principal === undefined || principal === '' ? {} : { principal };
    problems.push({ key, severity, code, message, line: line + 1, column: column + 1, ...about });
  };
  return { problems, say };
}
