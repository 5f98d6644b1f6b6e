import en from 'zod/v4/locales/en.js';
import * as z from 'zod/mini';
import { Fault } from './faults.ts';

// zod/mini, a third of zod in a worker's bundle, brings no messages of its own.
z.config(en());

/**
 * A value that its schema knows, with the schema's defaults. Throws BadInputFault: what was wrong, by its path;
 * `what` begins the message, such as "state Apply was given". Values themselves are not told, for they may be secret.
 */
export function checked<T>(schema: z.core.$ZodType<T>, value: unknown, what: string): T {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const wrong = flat(result.error.issues).map(({ path, message }) => `${path}: ${message}`);
  throw new Fault('BadInputFault', `${what} what its schema does not know: ${wrong.join('; ')}`);
}

interface Wrong {
  readonly path: string;
  readonly message: string;
}

/** Of a union the member that fits best tells what is wrong. */
function flat(issues: readonly z.core.$ZodIssue[], under: readonly PropertyKey[] = []): readonly Wrong[] {
  return issues.flatMap((issue) => {
    const path = [...under, ...issue.path];
    if (issue.code === 'invalid_union') {
      const [best] = issue.errors.toSorted((a, b) => a.length - b.length);
      if (best !== undefined) return flat(best, path);
    }
    return [{ path: path.map(String).join('.') || 'input', message: issue.message }];
  });
}
