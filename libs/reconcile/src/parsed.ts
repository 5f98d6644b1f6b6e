import { checked } from '@roster/workflow';
import type { z } from 'zod/mini';

/** A state's function as the worker and the local engine call it. */
export type StateFunction<Out, Deps> = (input: unknown, deps: Deps) => Promise<Out>;

export interface StateContract<In, Out> {
  /** The state's name in the state machine. */
  readonly name: string;
  readonly input: z.core.$ZodType<In>;
  readonly output: z.core.$ZodType<Out>;
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
    const result = await run(checked(input, given, `state ${name} was given`), deps);
    return checked(output, result, `state ${name} would return`);
  };
}
