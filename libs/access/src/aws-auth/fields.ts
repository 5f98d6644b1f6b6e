import type { Field, MapValue } from './goyaml/index.ts';

/**
 * A field's name as encoding/json compares it: in any letter case, where the long s and the sign of Kelvin fold to
 * `s` and `k` (Go's foldName).
 */
export function foldName(name: string): string {
  const lower = name.toLowerCase();
  return lower.includes('ſ') ? lower.replaceAll('ſ', 's') : lower;
}

/** The fields of a map by their folded names. */
export type FoldedFields = ReadonlyMap<string, readonly Field[]>;

/**
 * Puts fields of one name together, in the order in which encoding/json meets them, so that the last one counts: the
 * JSON between YAML and the rows has its keys sorted.
 */
export function foldFields({ fields }: MapValue): FoldedFields {
  const folded = new Map<string, Field[]>();
  for (const field of fields.values()) {
    const name = foldName(field.name);
    const same = folded.get(name);
    if (same === undefined) folded.set(name, [field]);
    else same.push(field);
  }
  if (folded.size < fields.size) {
    for (const same of folded.values()) same.sort((a, b) => (a.name < b.name ? -1 : 1));
  }
  return folded;
}
