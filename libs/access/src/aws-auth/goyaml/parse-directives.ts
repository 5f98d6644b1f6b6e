import { fail, type ParseState } from './parse-state.ts';

const DEFAULTS: readonly (readonly [string, string])[] = [
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
];

/** Parses the directives before a document, true if there are any (yaml_parser_process_directives). */
export function parseDirectives(state: ParseState): boolean {
  const { scanner } = state;
  const handles = new Map<string, string>();
  let versions = 0;
  let token = scanner.peek();
  while (token.kind === 'versionDirective' || token.kind === 'tagDirective') {
    const { value, suffix } = token;
    if (token.kind === 'versionDirective') {
      versions += 1;
      if (versions > 1) fail('%YAML stands twice', token);
      if (value.split('.').map(Number).join('.') !== '1.1') fail(`%YAML ${value} is no YAML 1.1`, token);
    } else if (handles.has(value)) fail(`%TAG ${value} stands twice`, token);
    else handles.set(value, suffix);
    scanner.next();
    token = scanner.peek();
  }
  const found = versions > 0 || handles.size > 0;
  for (const [handle, prefix] of DEFAULTS) if (!handles.has(handle)) handles.set(handle, prefix);
  state.handles = handles;
  return found;
}
