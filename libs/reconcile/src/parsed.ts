import { Fault } from '@roster/workflow';
import type { z } from 'zod';

/** What a state was given, checked by its schema. Throws BadInputFault that names the state and every path. */
export function parsed<T>(schema: z.ZodType<T>, value: unknown, state: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`);
  throw new Fault('BadInputFault', `state ${state} got an input that it does not know: ${issues.join('; ')}`);
}
