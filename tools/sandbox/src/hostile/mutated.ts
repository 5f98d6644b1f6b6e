import { pick } from './temper.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What may stand where something else should. */
const STRANGE: readonly Json[] = [
  null,
  true,
  -1,
  1e300,
  '',
  '\u0000\u202e',
  [],
  {},
  [[[[]]]],
  ['x'],
  { a: { b: 1 } },
];

/** A JSON text in which one value is another: `to`, or whatever is strange there. */
export function mutated(body: string, random: () => number, to?: string): string {
  let value: Json;
  try {
    value = JSON.parse(body) as Json;
  } catch {
    return body;
  }
  return JSON.stringify(changed(value, random, to ?? pick(STRANGE, random)));
}

function changed(value: Json, random: () => number, to: Json): Json {
  if (typeof value !== 'object' || value === null || random() < 0.1) return to;
  if (isList(value))
    return value.length === 0
      ? to
      : value.with(Math.floor(random() * value.length), changed(value[0] ?? null, random, to));
  const keys = Object.keys(value);
  if (keys.length === 0) return to;
  const key = pick(keys, random);
  return { ...value, [key]: changed(value[key] ?? null, random, to) };
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
