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
  const { line, column } = error.mark;
  return {
    key,
    severity: 'error',
    code: error.code,
    line: line + 1,
    column: column + 1,
    message: `${key} cannot be read, ${LOST[key] ?? ''}: ${error.message}${hintFor(text, line)}`,
  };
}

/** What most likely went wrong in that line, which counts from 0. */
export function hintFor(text: string, line: number): string {
  const lines = text.split('\n', line + 1);
  const wrong = lines[line] ?? '';
  const before = lines.slice(0, line).findLast((one) => one.trim() !== '') ?? '';
  if (/:\s+\{\{/.test(wrong)) return ' (a text that begins with {{ needs quotes)';
  if (/\$\{|%\{|\{%|\{\{-/.test(wrong)) return ' (a template that nobody has rendered?)';
  if (/^ *\t/.test(wrong)) return ' (tabs cannot indent)';
  if (/[:-] +[|>][-+]?\s*$/.test(before)) return ' (the text of a | must be indented further than its key)';
  if (/^\s*#/.test(before) && /^\s*/.exec(before)?.[0] !== /^\s*/.exec(wrong)?.[0]) {
    return ' (a comment further left than the text of a | ends this text)';
  }
  return '';
}

/** A value with nothing but comments: the rows that somebody took out are gone. */
export function noRowsProblem(key: string, text: string): readonly ValueProblem[] {
  const { problems, say } = collect(key);
  if (/^[ \t]*#/m.test(text)) {
    const message = `${key} holds nothing but comments: where it is written, ${GONE[key] ?? 'its rows are gone'}`;
    say('warning', 'only-comments', message, { offset: 0, line: 0, column: 0 });
  }
  return problems;
}

const GONE: Readonly<Record<string, string>> = {
  mapRoles: 'all roles lose their access, those of the nodes too',
  mapUsers: 'all users lose their access',
};

/** Text behind the end of the document that is read. */
export function ignoredProblem(key: string, ignored: Mark | undefined): readonly ValueProblem[] {
  const { problems, say } = collect(key);
  if (ignored !== undefined) {
    const message = `nobody reads ${key} from here on, for its list has ended: do the lines begin in different columns?`;
    say('error', 'ignored-text', message, ignored);
  }
  return problems;
}
