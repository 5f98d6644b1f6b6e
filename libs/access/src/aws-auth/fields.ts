import type { Field, MapValue } from './goyaml/index.ts';

/**
 * A field's name as encoding/json compares it: in any letter case, where the long s and the sign of Kelvin fold to
 * `s` and `k` (Go's foldName).
 */
export function foldName(name: string): string {
  return name.toLowerCase().replaceAll('ſ', 's');
}

/**
 * The fields of that name in the order in which encoding/json meets them, so that the last one counts: the JSON
 * between YAML and the rows has its keys sorted.
 */
export function fieldsNamed(map: MapValue, name: string): readonly Field[] {
  const found = [...map.fields.values()].filter((field) => foldName(field.name) === name);
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}
