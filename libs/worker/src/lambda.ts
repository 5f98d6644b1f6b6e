import { checked, isFault, WakeCall } from '@roster/workflow';
import type { Awake, WorkerName } from '@roster/workflow';
import type { z } from 'zod/mini';
import { belongsTo } from './belongs-to.ts';
import { countFault } from './count-fault.ts';
import { workerLogger } from './logger.ts';
import { once } from './once.ts';

export interface Worker<Input, Output, Deps> {
  readonly worker: WorkerName;
  readonly input: z.core.$ZodType<Input>;
  readonly output: z.core.$ZodType<Output>;
  /** Called with the first event of a container, and again only after it failed. */
  readonly build: () => Deps | Promise<Deps>;
  /** Called for every event. */
  readonly run: (input: Input, deps: Deps) => Promise<Output>;
  /** Milliseconds of any origin, to measure with. */
  readonly now?: () => number;
}

/** What Lambda tells of a call, as far as it is logged. */
export interface LambdaContext {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
}

/** What Lambda calls. */
export type LambdaHandler<Output> = (event: unknown, context?: LambdaContext) => Promise<Output | Awake>;

/**
 * A worker as Lambda calls it: the event is checked by the input's schema and the result by the output's, and one
 * line is logged for each event. Whatever is thrown is logged, counted by its name, and thrown on as it is, for the
 * state machine matches on its name; an event or a result that its schema does not know is a BadInputFault.
 *
 * A `WakeCall` is answered once the worker is built, and nothing is run: what keeps it from being built (an environment
 * with gaps, a bundle that does not load) then ends the run before a cluster is visited.
 */
export function lambda<Input, Output, Deps>(spec: Worker<Input, Output, Deps>): LambdaHandler<Output> {
  const { worker, input, output, run, now = () => performance.now() } = spec;
  const build = once(spec.build);
  const logger = workerLogger(worker);
  return async (event, context) => {
    const began = now();
    const place = () => ({ ...belongsTo(event), ms: Math.round(now() - began) });
    if (context !== undefined) logger.addContext(context);
    try {
      if (WakeCall.safeParse(event).success) {
        await build();
        return { awake: true };
      }
      const given = checked(input, event, `worker ${worker} was given`);
      const result = checked(output, await run(given, await build()), `worker ${worker} would return`);
      logger.info('done', { ...place(), ...endOf(result) });
      return result;
    } catch (error) {
      const kind = kindOf(error);
      logger.error(messageOf(error), { ...place(), ...kind });
      countFault(kind.error, context?.functionName ?? '');
      throw error;
    }
  };
}

/** What a result tells in a word or two: the outcome of a cluster, what comes next in a run, why nobody was told. */
function endOf(result: unknown): Readonly<Record<string, string | undefined>> {
  const { outcome, worse, next, untold } = result as {
    outcome?: { kind: string; reason: string };
    worse?: string;
    next?: string;
    untold?: string;
  };
  return { outcome: outcome?.kind, reason: outcome?.reason ?? worse, next, untold };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The name alone of what caused it: a vendor's message may hold headers. The stack, where nobody foresaw the error. */
function kindOf(error: unknown): Readonly<{ error: string; cause?: string; stack?: string }> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { name, cause, stack } = error;
  return {
    error: name,
    ...(cause instanceof Error ? { cause: cause.name } : {}),
    ...(isFault(error) || stack === undefined ? {} : { stack }),
  };
}
