import type { Field, MapValue } from './goyaml/index.ts';

/**
 * A field's name as encoding/json compares it: in any letter case, where the long s and the sign of Kelvin fold to
 * `s` and `k` (Go's foldName).
 */
export function foldName(name: string): string {
  const lower = name.toLowerCase();
  return lower.includes('ſ') ? lower.replaceAll('ſ', 's') : lower;
}

/** True for a field that encoding/json takes for the one with that name, which is in lower case and ASCII. */
export function isNamed(field: string, name: string): boolean {
  return field === name || (field.length === name.length && foldName(field) === name);
}

const NONE: readonly Field[] = [];

/**
 * The fields that encoding/json takes for the one with that name, in the order in which it meets them, so that the
 * last one counts: the JSON between YAML and the rows has its keys sorted.
 */
export function fieldsNamed({ fields }: MapValue, name: string): readonly Field[] {
  let found: Field[] | undefined;
  for (const field of fields.values()) {
    if (!isNamed(field.name, name)) continue;
    if (found === undefined) found = [field];
    else found.push(field);
  }
  if (found === undefined || found.length === 1) return found ?? NONE;
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}
