import { Fault } from '@roster/workflow';
import type { z } from 'zod';

/** A state's function as the worker and the local engine call it. */
export type StateFunction<Out, Deps> = (input: unknown, deps: Deps) => Promise<Out>;

export interface StateContract<In, Out> {
  /** The state's name in the state machine. */
  readonly name: string;
  readonly input: z.ZodType<In>;
  readonly output: z.ZodType<Out>;
}

/**
 * Wraps what a state does with its contract: what comes in and what goes out is checked by its schema. Throws
 * BadInputFault that names the state and every path that is wrong, beside what `run` throws.
 */
export function state<In, Out, Deps>(
  { name, input, output }: StateContract<In, Out>,
  run: (input: In, deps: Deps) => Promise<Out>,
): StateFunction<Out, Deps> {
  return async (given, deps) => {
    const result = await run(parsed(input, given, `state ${name} was given`), deps);
    return parsed(output, result, `state ${name} would return`);
  };
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value);
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
