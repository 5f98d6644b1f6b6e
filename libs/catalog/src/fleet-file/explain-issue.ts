import { nearest } from '@roster/access';
import { z } from 'zod';
import { keysAt } from './known-keys.ts';
import { FleetFile } from './schema/fleet-file.ts';

export type Path = readonly (string | number)[];

/** What is wrong, in words, and at which path; `onKey` when it is about the key rather than its value. */
export interface Explained {
  readonly path: Path;
  readonly message: string;
  readonly onKey: boolean;
}

/** An issue of zod in the words of the fleet file; several where it names several keys. */
export function explainIssue(issue: z.core.$ZodIssue, root: unknown): readonly Explained[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key, index) => ({
      path: [...path, key],
      message: unknownKey(path, key, index === 0),
      onKey: true,
    }));
  }
  const value = valueAt(root, path);
  return [{ path, message: `${nameOf(path)} ${says(issue, value)}`, onKey: false }];
}

/** What is known is listed once for each map. */
function unknownKey(path: Path, key: string, listed: boolean): string {
  const known = keysAt(FleetFile, path);
  const guess = nearest(key, known);
  const all = listed ? `; known are ${known.join(', ')}` : '';
  const hint = guess === undefined ? all : `; did you mean "${guess}"?`;
  return `${path.length === 0 ? '' : `${nameOf(path)}: `}unknown key ${show(key)}${hint}`;
}

function says(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return typeMismatch(issue.expected, value);
    case 'invalid_value':
      return `must be ${issue.values.map((allowed) => show(allowed)).join(' or ')}, not ${show(value)}`;
    default:
      return typeof value === 'object' ? issue.message : `${issue.message}, not ${show(value)}`;
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'a map',
  record: 'a map',
  number: 'a number',
  int: 'a whole number',
};

function typeMismatch(expected: string, value: unknown): string {
  const wanted = KINDS[expected] ?? expected;
  if (value === null) return `is empty, and must be ${wanted}`;
  // An unquoted {{SessionName}} is a map in YAML (facts.md: YAML in TypeScript).
  const isMap = typeof value === 'object' && !Array.isArray(value);
  const quote = expected === 'string' && isMap ? '; a text that begins with { needs quotes' : '';
  return `must be ${wanted}, not ${kindOf(value)}${quote}`;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : show(value);
}

/** `clusters[3].account`; the file itself is named by its line. */
export function nameOf(path: Path): string {
  if (path.length === 0) return 'the file';
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${cut(step)}`));
  return steps.join('').replace(/^\./, '');
}

function show(value: unknown): string {
  const text = JSON.stringify(value);
  return cut(text);
}

/** Somebody's key or value may be as long as the file. */
export function cut(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 77)}…`;
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step) as unknown;
  }
  return value;
}
