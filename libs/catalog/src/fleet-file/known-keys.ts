import { z } from 'zod';

/** The keys that a schema knows at a path; none where it is no object. */
export function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  const bare = unwrap(schema);
  const [step, ...rest] = path;
  if (bare instanceof z.ZodArray) return step === undefined ? [] : keysAt(bare.element, rest);
  if (!(bare instanceof z.ZodObject)) return [];
  const shape = bare.shape as Readonly<Record<PropertyKey, z.core.$ZodType>>;
  if (step === undefined) return Object.keys(shape);
  const inner = shape[step];
  return inner === undefined ? [] : keysAt(inner, rest);
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodOptional
  ) {
    return unwrap(schema.unwrap());
  }
  return schema;
}
