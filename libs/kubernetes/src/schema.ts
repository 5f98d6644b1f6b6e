import * as z from 'zod/mini';

// Of an answer as Go writes it: what is empty is left out or null. Arrays and records are counted before their members
// are looked at, for each wrong member would become an issue of its own.

export const text = (longest: number) => z.string().check(z.maxLength(longest));
export const Count = z.nullish(z.int().check(z.gte(0), z.lte(10_000_000)));

export function list<T extends z.ZodMiniType>(item: T, most: number) {
  return z.nullish(z.pipe(z.array(z.unknown()).check(z.maxLength(most)), z.array(item)));
}

export function record<T extends z.ZodMiniType>(value: T, most: number) {
  const few = z.refine<Record<string, unknown>>((found) => Object.keys(found).length <= most);
  return z.nullish(z.pipe(z.record(z.string(), z.unknown()).check(few), z.record(text(400), value)));
}

/** Names of objects, nodes, namespaces: a DNS subdomain at most. */
export const Name = text(253);

/** Labels and selectors: keys with a prefix, values of 63 letters. */
export const Labels = record(text(63), 1000);
