import type { Mark, YamlError } from '../goyaml/index.ts';
import type { ValueProblem } from '../reading.ts';
import { collect } from './say.ts';

const LOST: Readonly<Record<string, string>> = {
  mapRoles: 'so the authenticator has no role at all, that of the nodes included',
  mapUsers: 'so the authenticator has no user at all',
  mapAccounts: 'so the authenticator has no account at all',
};

/** A key that cannot be read, and what that means. */
export function yamlProblem(key: string, text: string, error: YamlError): ValueProblem {
  const line = text.split(/\r?\n/)[error.mark.line] ?? '';
  const { line: at, column } = error.mark;
  return {
    key,
    severity: 'error',
    code: error.code,
    line: at + 1,
    column: column + 1,
    message: `${key} cannot be read, ${LOST[key] ?? ''}: ${error.message}${hint(line)}`,
  };
}

/** What most likely went wrong in that line. */
function hint(line: string): string {
  if (/:\s+\{\{/.test(line)) return ' (a text that begins with {{ needs quotes)';
  if (/\$\{|%\{|\{%|\{\{-/.test(line)) return ' (a template that nobody has rendered?)';
  if (/^\s*\t/.test(line)) return ' (tabs cannot indent)';
  return '';
}

/** Text behind the end of the document that is read. */
export function ignoredProblem(key: string, ignored: Mark | undefined): readonly ValueProblem[] {
  const { problems, say } = collect(key);
  if (ignored !== undefined) {
    const message = `nobody reads ${key} from here on, for its list has ended: do the lines begin in different columns?`;
    say('error', 'ignored-text', message, ignored);
  }
  return problems;
}
